"""What is attached to something: photos drawn small, other papers by their kind; added, saved elsewhere and removed.

Takes frozen items and tells what is wanted; where the bytes come from and go to is the page's. Photos are read one by
one once they show, so that a long list is there at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QDataStream, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from coopdesk.i18n import N_, _
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs, fonts, theme
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label
from coopdesk.ui.kit.icons import pixmap
from coopdesk.ui.kit.keys import is_enter
from coopdesk.ui.kit.tokens import SPACE_IN, STEP

ADD = Action(
    "attach", N_("添加附件"), "Ctrl+Shift+A", "add", N_("从文件添加照片或扫描件，也可以把文件拖到这里")
)
OPEN = Action("open-attachment", N_("打开"), "", "open", N_("用系统的程序打开（回车）"))
SAVE_AS = Action("save-attachment-as", N_("另存为"), "Ctrl+Shift+S", "save", N_("把所选的附件存成文件"))
REMOVE = Action("remove-attachment", N_("移除"), "Ctrl+Shift+D", "close", N_("移除所选的附件"))
_KINDS = (
    N_("照片、扫描件、电子发票 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf *.ofd *.xml)"),
    N_("所有文件 (*)"),
)
_SIDE = 48
_KILO = 1024


@dataclass(frozen=True)
class Attachment:
    """One thing attached: `key` names it, `kind` is its media type (`image/jpeg`), `size` in bytes; `load` gives all
    of its bytes and is called in the GUI thread, once, when it is first drawn."""

    key: str
    name: str
    kind: str
    size: int
    load: Callable[[], bytes]

    @property
    def is_photo(self) -> bool:
        """Whether it can be drawn small."""
        return self.kind.startswith("image/")


class AttachmentsList(QFrame):
    """The list with its buttons. `added(paths)` for files chosen or dropped, `opened(item)` by Enter, a double click or
    the button, `save_wanted(item)` for a copy outside, `removed(item)` when one shall go."""

    added = Signal(list)
    opened = Signal(object)
    save_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, name: str, items: Sequence[Attachment] = ()) -> None:
        super().__init__()
        self.items: tuple[Attachment, ...] = ()
        self._folder: Path | None = None
        self._icons: dict[str, QIcon] = {}
        self.list = _Lines()
        self.list.setAccessibleName(name)
        self.list.setProperty("role", "list")
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the size at the end stays in sight
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.delete_pressed.connect(self.remove)
        self.setAcceptDrops(True)
        self.list.setAcceptDrops(False)
        self._takes_more = True
        self._empty = label(_("还没有附件"), "muted")
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._draw_next)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(STEP)
        box.addWidget(self._empty)
        box.addWidget(self.list, 1)
        box.addLayout(self._foot())
        self.list.itemDoubleClicked.connect(lambda _item: self._open())
        self.list.entered_line.connect(self._open)
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.list.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        theme.changed().changed.connect(self._dress)
        self.set_items(items)

    def set_items(self, items: Sequence[Attachment]) -> None:
        """Show these; the cursor stays on the same item, or where that stood once it is gone, and photos drawn before
        are kept."""
        here, row = self.current(), self.list.currentRow()
        before = [item.key for item in self.items]
        self.items = tuple(items)
        side = theme.current().text_size.scaled(_SIDE)
        self.list.setIconSize(QSize(side, side))
        self.list.clear()
        for item in self.items:
            words = f"{item.name}　{size_text(item.size)}"
            fonts.ensure_glyphs(words)
            line = QListWidgetItem(self._icons.get(item.key) or _plain_icon(side), words)
            line.setSizeHint(QSize(side, side + 2 * STEP))
            self.list.addItem(line)
        keys = [item.key for item in self.items]
        self._icons = {key: icon for key, icon in self._icons.items() if key in keys}
        of_the_same = any(key in keys for key in before)
        kept = min(max(row, 0), len(keys) - 1) if of_the_same else 0
        if here is not None and here.key in keys:
            kept = keys.index(here.key)
        self.list.setCurrentRow(kept if self.items else -1)
        self._empty.setVisible(not self.items)
        self._allow()
        self._look()

    def current(self) -> Attachment | None:
        """The item under the cursor, None without one."""
        row = self.list.currentRow()
        return self.items[row] if 0 <= row < len(self.items) else None

    def set_takes_more(self, takes: bool) -> None:
        """Whether files can be added."""
        self._takes_more = takes
        self._allow()

    def add(self) -> None:
        """Let files be chosen, where the last ones came from, and tell which."""
        chosen = dialogs.choose_files(self, _("添加附件"), ";;".join(map(_, _KINDS)), self._folder)
        if chosen:
            self._folder = chosen[0].parent
            self.added.emit(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files in, and nothing else."""
        if self._takes_more and _files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were let go here."""
        dropped = _files_of(event.mimeData())
        if self._takes_more and dropped:
            event.acceptProposedAction()
            self.added.emit(dropped)

    def remove(self) -> None:
        """Tell that the item under the cursor shall go."""
        item = self.current()
        if item is not None:
            self.removed.emit(item)

    def _open(self) -> None:
        item = self.current()
        if item is not None:
            self.opened.emit(item)

    def _save_as(self) -> None:
        item = self.current()
        if item is not None:
            self.save_wanted.emit(item)

    def _dress(self) -> None:
        self._icons.clear()
        self.set_items(self.items)

    def _allow(self) -> None:
        self._adder.setEnabled(self._takes_more)
        for made in (self._opener, self._saver, self._remover):
            made.setEnabled(self.current() is not None)

    def _look(self) -> None:
        """Draw what shows and was not drawn yet."""
        self._next.start()

    def _draw_next(self) -> None:
        """One photo a turn, the topmost that shows first, so that the window answers in between."""
        box = self.list.viewport().rect()
        for row, item in enumerate(self.items):
            if item.key in self._icons or not item.is_photo:
                continue
            if not self.list.visualItemRect(self.list.item(row)).intersects(box):
                continue
            side = theme.current().text_size.scaled(_SIDE)
            drawn = small_picture(item.load(), 2 * side)
            self._icons[item.key] = (
                _plain_icon(side, "warning") if drawn is None else _photo_icon(drawn, 2 * side)
            )
            self.list.item(row).setIcon(self._icons[item.key])
            self._next.start()
            return

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        self._adder = button(ADD, self.add, "link", keys_in=self)
        self._opener = button(OPEN, self._open, "link")
        self._saver = button(SAVE_AS, self._save_as, "link", keys_in=self)
        self._remover = button(REMOVE, self.remove, "link", keys_in=self)
        for made in (self._adder, self._opener, self._saver, self._remover):
            row.addWidget(made)
        row.addStretch(1)
        return row


class _Lines(QListWidget):
    entered_line = Signal()
    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered_line.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _files_of(dragged: QMimeData) -> list[Path]:
    """The files of this PC that are dragged; folders, and what lies elsewhere, are left out."""
    places = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    return [place for place in places if not place.is_dir()]


def small_picture(photo: bytes, side: int) -> QPixmap | None:
    """The photo within a square of `side` pixels, right side up; None for what is no picture.

    It is made small while it is read, so that a large one is never whole in memory where its format allows that.
    """
    stream = QDataStream(QByteArray(photo))  # opens its device to read by itself
    reader = QImageReader(stream.device())
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(
            size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image: QImage = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


def size_text(size: int) -> str:
    """A number of bytes as people read it: `640 B`, `12 KB`, `1.5 MB`; rounded down to tenths of a MB."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO * _KILO:
        return f"{size // _KILO} KB"
    tenths = size * 10 // (_KILO * _KILO)
    return f"{tenths // 10}.{tenths % 10} MB"


def _photo_icon(photo: QPixmap, side: int) -> QIcon:
    """The photo in the middle of a square, so that the words beside photos stand in line; never tinted as chosen."""
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawPixmap((side - photo.width()) // 2, (side - photo.height()) // 2, photo)
    painter.end()
    made = QIcon(square)
    made.addPixmap(square, QIcon.Mode.Selected)
    return made


def _plain_icon(side: int, name: str = "document") -> QIcon:
    return QIcon(pixmap(name, theme.current().palette.secondary, side))
