"""Cards on the ground of a page: plain ones, key figures, and small rows of things to do. Never a card in a card."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coopdesk.ui.kit import fonts, room, theme
from coopdesk.ui.kit.buttons import link
from coopdesk.ui.kit.icons import pixmap
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, SPACE_PAGE, STEP


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the roles of the style sheet: title, section, strong, muted, small, figure, warning, error."""
    fonts.ensure_glyphs(text)
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def set_text(target: QLabel, text: str) -> None:
    """Change the text of a label, opening the faces for rare characters if it has some."""
    fonts.ensure_glyphs(text)
    target.setText(text)


def line(vertical: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Card(QFrame):
    """A white sheet with a heading; things are added to `body`, top to bottom."""

    def __init__(self, heading: str = "", spacing: int = SPACE_IN) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setSpacing(spacing)
        self._fit()
        room.changed().changed.connect(self._fit)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(label(heading, "section"))

    def _fit(self) -> None:
        above = SPACE_IN if room.is_low() else SPACE_CARD - STEP
        self.body.setContentsMargins(SPACE_CARD, above, SPACE_CARD, above)


@dataclass(frozen=True)
class Figure:
    """A key figure: what it is, the figure as text, and what it is made of. `main` is the one in the accent colour."""

    caption: str
    value: str
    note: str = ""
    main: bool = False

    @property
    def role(self) -> str:
        """How the figure looks: negatives red, the main one in the accent colour."""
        if self.value.startswith("−"):
            return "figure-negative"
        return "figure-accent" if self.main else "figure"


class FigureBlock(QWidget):
    """One key figure: caption, large figure, note."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        self.caption = label(figure.caption, "muted")
        self.value = label(figure.value, figure.role)
        self.note = label(figure.note, "small", wrap=True)
        for part in (self.caption, self.value, self.note):
            box.addWidget(part)
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure in the same place."""
        self.figure = figure
        set_text(self.caption, figure.caption)
        set_text(self.value, figure.value)
        set_text(self.note, figure.note)
        self.note.setToolTip(figure.note)
        self.note.setVisible(bool(figure.note))
        theme.mark(self.value, role=figure.role)
        self.value.setAccessibleName(f"{figure.caption} {figure.value}")


class FigureCard(Card):
    """A key figure on a card of its own."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.block = FigureBlock(figure)
        self.body.addWidget(self.block)
        self.body.addStretch(1)


class FigureRow(QWidget):
    """Key figures side by side: each on a card (`cards=True`), or in one row on somebody else's card."""

    def __init__(self, figures: list[Figure] | None = None, cards: bool = True) -> None:
        super().__init__()
        self._cards = cards
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_CARD if cards else SPACE_PAGE)
        self.blocks: list[FigureBlock] = []
        self.show_figures(figures or [])

    def show_figures(self, figures: list[Figure]) -> None:
        """Show these figures; the widgets stay if their number does."""
        if len(figures) != len(self.blocks):
            self._build(figures)
        for block, figure in zip(self.blocks, figures, strict=True):
            block.show_figure(figure)

    def _build(self, figures: list[Figure]) -> None:
        clear(self._row)
        self.blocks = []
        for figure in figures:
            made = FigureCard(figure) if self._cards else FigureBlock(figure)
            self.blocks.append(made.block if isinstance(made, FigureCard) else made)
            self._row.addWidget(made, 1 if self._cards else 0)
        if not self._cards:
            self._row.addStretch(1)


@dataclass(frozen=True)
class Todo:
    """One thing to do next: the sentence, the words of its way there, and what they do."""

    text: str
    way: str
    go: Callable[[], object]
    urgent: bool = False


class TodoList(QScrollArea):
    """Things to do, one a row, each with its way there; nothing to do says so. More than there is room for scrolls."""

    def __init__(self, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "sheet")
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        self.setWidget(sheet)
        self._box = QVBoxLayout(sheet)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_todos(self, todos: list[Todo]) -> None:
        """Show these in this order."""
        clear(self._box)
        for todo in todos:
            self._box.addWidget(self._row(todo))
            self._box.addWidget(line())
        if not todos:
            self._box.addWidget(label(self._nothing, "muted", wrap=True))
        self._box.addStretch(1)

    def _row(self, todo: Todo) -> QWidget:
        look = theme.current()
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(2, 2, 2, 2)
        box.setSpacing(SPACE_IN)
        mark = QLabel()
        colour = look.palette.warning if todo.urgent else look.palette.secondary
        mark.setPixmap(pixmap("warning" if todo.urgent else "todo", colour, look.text_size.scaled(16)))
        box.addWidget(mark)
        box.addWidget(label(todo.text, wrap=True), 1)
        way = link(todo.way, todo.go)
        way.setAccessibleName(f"{todo.way} {todo.text}")
        box.addWidget(way)
        return row


def clear(box: QBoxLayout) -> None:
    """Take everything out of a layout and let it be deleted."""
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
