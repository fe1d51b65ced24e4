"""Nodes of a tree as frozen values, and the model that shows those of them which a filter leaves. Knows no widget."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from coopdesk.domain.text import fold
from coopdesk.ui.kit import fonts, theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class TreeNode(Generic[T]):
    """One line of a tree: the thing, the words for it, a quieter detail, and what hangs below it.

    `key` names the node among all of its tree, so that what was open or chosen stays so when the tree is read anew.
    """

    key: str
    text: str
    thing: T
    detail: str = ""
    children: "tuple[TreeNode[T], ...]" = ()


Test = Callable[[TreeNode[Any], str], bool]


def says(node: TreeNode[Any], typed: str) -> bool:
    """Whether the words or the detail of a node hold what was typed, whatever its case and form."""
    wanted = fold(typed)
    return wanted in fold(node.text) or wanted in fold(node.detail)


def matching(nodes: Sequence[TreeNode[T]], typed: str, test: Test = says) -> tuple[TreeNode[T], ...]:
    """The nodes that fit, with all below them and the way to them from the top; all nodes for nothing typed."""
    if not typed.strip():
        return tuple(nodes)
    found = []
    for node in nodes:
        if test(node, typed):
            found.append(node)
        elif below := matching(node.children, typed, test):
            found.append(replace(node, children=below))
    return tuple(found)


class _Place:
    """A node where it stands: its parent and its row, which Qt asks for all the time."""

    __slots__ = ("children", "node", "parent", "row")

    def __init__(self, node: TreeNode[Any], parent: "_Place | None", row: int) -> None:
        self.node, self.parent, self.row = node, parent, row
        self.children = [_Place(child, self, place) for place, child in enumerate(node.children)]


class TreeModel(QAbstractItemModel):
    """The nodes as Qt asks for them, in one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tops: list[_Place] = []

    def show_nodes(self, nodes: Sequence[TreeNode[Any]]) -> None:
        """Show these instead of all there was."""
        self.beginResetModel()
        self._tops = [_Place(node, None, place) for place, node in enumerate(nodes)]
        self.endResetModel()

    def node_at(self, index: Index) -> TreeNode[Any] | None:
        """The node at an index, None for none."""
        return self._place(index).node if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """Where the node of that key stands; an invalid index where it does not show."""
        return next((index for index in self.indexes() if self._place(index).node.key == key), QModelIndex())

    def indexes(self, parent: Index = _NO_PARENT) -> Iterator[QModelIndex]:
        """Every node from the top, each before what hangs below it."""
        for row in range(self.rowCount(parent)):
            index = self.index(row, 0, parent)
            yield index
            yield from self.indexes(index)

    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        below = self._below(parent)
        if column or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index = _NO_PARENT) -> QModelIndex:  # type: ignore[override]  # QObject has one too
        above = self._place(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return len(self._below(parent))

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node_at(index)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = f"{node.text}　{node.detail}" if node.detail else node.text
            fonts.ensure_glyphs(words)
            return words
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour("ink")
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, theme.current().text_size.row)
        return None

    def _place(self, index: Index) -> _Place:
        place = index.internalPointer()
        assert isinstance(place, _Place)
        return place

    def _below(self, parent: Index) -> list[_Place]:
        return self._place(parent).children if parent.isValid() else self._tops
