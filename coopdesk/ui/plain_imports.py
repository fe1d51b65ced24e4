"""Imports as Python itself does them, once Qt for Python is loaded.

Importing PySide6 puts a function of its own in the place of ``__import__``: it reads the source text of every module
that is imported afterwards, to see whether it names PySide6. Only a module that says ``from __feature__ import …``
needs that, and none of ours does. A start imports some four hundred modules, SQLAlchemy's long ones among them, and
reading their texts took 80 ms of 750 (processor time, Debian 12, PySide 6.11).
"""

import builtins
from typing import Any

from PySide6 import QtCore

_READING, _KEPT = "__feature_import__", "__orig_import__"
"""The names under which Qt for Python keeps its own function and the one that was there before, in ``builtins``."""


def import_without_reading_sources() -> None:
    """Put back the import that was there before Qt for Python was loaded; twice does no harm.

    Nothing happens where a version of Qt for Python changed none, or keeps them under other names.
    """
    assert QtCore is not None  # loading Qt is what changes the import, so it has come first
    known: dict[str, Any] = vars(builtins)
    if builtins.__import__ is known.get(_READING) and _KEPT in known:
        builtins.__import__ = known[_KEPT]
