"""Every public function says what a reader cannot see from its signature."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.test_architecture import PROGRAM, modules, parsed

TYPING = {"Protocol", "Generic", "NamedTuple", "TypedDict"}


@dataclass(frozen=True)
class Written:
    """A class of the program as its module says it."""

    module: Path
    node: ast.ClassDef

    def method(self, name: str) -> ast.FunctionDef | None:
        return next((node for node in self.methods() if node.name == name), None)

    def methods(self) -> Iterator[ast.FunctionDef]:
        return (node for node in self.node.body if isinstance(node, ast.FunctionDef))

    def bases(self) -> "list[Written | type]":
        """All it is made from, near ones first: classes of the program as written, others as they are."""
        found: list[Written | type] = []
        for expression in self.node.bases:
            base = expression.value if isinstance(expression, ast.Subscript) else expression
            for known in _resolved(self.module, ast.unparse(base)):
                found += [known, *(known.bases() if isinstance(known, Written) else [])]
        return found

    def is_protocol(self) -> bool:
        return any(ast.unparse(base).partition("[")[0] == "Protocol" for base in self.node.bases)

    def names(self) -> set[str]:
        """All that can be asked of an instance, as far as it is written in the program."""
        own = {node.name for node in self.methods()}
        for statement in self.node.body:
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
            own |= {target.id for target in targets if isinstance(target, ast.Name)}
        return own.union(*(base.names() for base in self.bases() if isinstance(base, Written)))


@cache
def _classes(module: Path) -> dict[str, Written]:
    return {
        node.name: Written(module, node) for node in parsed(module).body if isinstance(node, ast.ClassDef)
    }


@cache
def _imports(module: Path) -> dict[str, tuple[str, str]]:
    """What a module calls things, and where each comes from."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in parsed(module).body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _resolved(module: Path, name: str) -> list[Written | type]:
    """The class that a module means by a name; nothing for what only the types know."""
    if name in TYPING:
        return []
    if name in _classes(module):
        return [_classes(module)[name]]
    first, _dot, rest = name.partition(".")
    source, original = _imports(module).get(first, ("builtins", name) if not rest else (first, ""))
    if source.startswith("coopdesk") and not rest:
        return _resolved(_path(source), original)
    found: object = importlib.import_module(source)
    for part in filter(None, (original, rest)):
        found = getattr(found, part)
    return [found] if isinstance(found, type) else []


def _path(module: str) -> Path:
    whole = PROGRAM.parent.joinpath(*module.split("."))
    return whole / "__init__.py" if whole.is_dir() else whole.with_suffix(".py")


@cache
def _protocols() -> list[Written]:
    return [known for path in modules() for known in _classes(path).values() if known.is_protocol()]


def _carries_out(known: Written, name: str) -> bool:
    """Whether a base or a Protocol that the class has the methods of already says what the method means."""
    for base in known.bases():
        if not isinstance(base, Written):
            if hasattr(base, name):
                return True
        elif (promised := base.method(name)) and ast.get_docstring(promised):
            return True
    names = known.names()
    return any(
        protocol.node is not known.node
        and (promised := protocol.method(name))
        and ast.get_docstring(promised)
        and {method.name for method in protocol.methods()} <= names
        for protocol in _protocols()
    )


def _public(path: Path) -> Iterator[tuple[ast.FunctionDef, Written | None]]:
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node, None
    for known in _classes(path).values():
        for method in known.methods() if not known.node.name.startswith("_") else ():
            if not method.name.startswith("_"):
                yield method, known


def _is_repeated(node: ast.FunctionDef) -> bool:
    """Whether it only sets what another of its name gives, or only tells the types of it."""
    return any(ast.unparse(decorator).endswith((".setter", "overload")) for decorator in node.decorator_list)


def test_every_public_function_says_what_its_signature_does_not() -> None:
    """A method that carries out what its base, Protocol or library says of it needs no sentence of its own."""
    silent = [
        f"{path.relative_to(PROGRAM).as_posix()}:{node.lineno} {known.node.name + '.' if known else ''}{node.name}"
        for path in modules()
        if path.parent.name != "versions"
        for node, known in _public(path)
        if not ast.get_docstring(node)
        and not _is_repeated(node)
        and not (known and _carries_out(known, node.name))
    ]
    assert silent == []
