"""Modules that SQLAlchemy names at its import and a start never uses.

SQLAlchemy 2.1 imports asyncio (with ssl and the network) and the package metadata (with e-mail) for its asynchronous
and plug-in halves; together they are a quarter of its import, which every start with a book waits for. Its dialect for
files brings those of two other drivers, one asynchronous and one for encrypted files. A placeholder stands under their
names until something of them is asked for, then the real module takes its place.
"""

import importlib
import sys
from types import CoroutineType, ModuleType
from typing import Any

_NAMES = (
    "asyncio",
    "importlib.metadata",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.dialects.sqlite.pysqlcipher",
)


class _LateModule(ModuleType):
    """Stands for a module until the first attribute is asked for that it does not have itself."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":
            # Only curiosity asks so (Qt's import hook looks at every module's source); a submodule needs the path.
            raise AttributeError(name)
        own = self.__name__
        if sys.modules.get(own) is self:
            del sys.modules[own]
        module = importlib.import_module(own)
        # Whoever took the placeholder by name has the whole module from now on.
        self.__dict__.update(vars(module))
        return getattr(module, name)


def put_off_imports() -> None:
    """Let these modules load when first used; those that are loaded already stay as they are."""
    for name in _NAMES:
        if name not in sys.modules:
            late: Any = _LateModule(name)
            parent, _dot, child = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], child, late)
            elif not parent:
                # SQLAlchemy takes this one function along at its import.
                late.iscoroutine = _is_coroutine
            sys.modules[name] = late


def _is_coroutine(value: object) -> bool:
    """As ``asyncio.iscoroutine`` says of what ``async def`` makes, the only coroutines there are here."""
    return isinstance(value, CoroutineType)
