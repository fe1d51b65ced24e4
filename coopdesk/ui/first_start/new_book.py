"""The form of a new book: whose it is and where it lies. It makes nothing; the page hands its value to the program.

The file's name follows the co-op's until it is typed. What the rules would refuse is refused before a file exists.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk import paths, places
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import N_, _
from coopdesk.services.clock import clock_doubt
from coopdesk.services.coop.values import CoopDetails
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import label, set_text
from coopdesk.ui.kit.fields import DateField, LineField, TextField
from coopdesk.ui.kit.form import FormDialog
from coopdesk.ui.kit.tokens import SPACE_IN
from coopdesk.wording import clock_text, place_warning

SUFFIX = ".coop"
_BROWSE = Action("browse", N_("更改"), "", "open")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class NewBook:
    """A book to be made: its place and the co-op it is for."""

    path: Path
    details: CoopDetails


class FolderField(LineField[Path]):
    """An existing or new folder, typed or chosen."""

    wide = True

    def __init__(self, title: str, folder: Path) -> None:
        super().__init__(title, _folder, required=True, text=str(folder))
        self.browse = button(_BROWSE, self._choose)
        self.browse.setAccessibleName(_("更改{title}").format(title=title))
        self.browse.setAutoDefault(True)
        row = QHBoxLayout()
        row.setSpacing(SPACE_IN)
        row.addWidget(self.edit, 1)
        row.addWidget(self.browse)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # as every field lays itself out
        layout.insertLayout(0, row)
        self.place = label("", "warning", wrap=True)
        layout.addWidget(self.place)
        self.changed.connect(self._look_at_place)
        self._look_at_place()

    def _look_at_place(self) -> None:
        """A folder that another program copies away, or on another PC's disk, is told while it can still be changed."""
        folder = self.value()
        risk = None if folder is None else places.risk_here(folder / "a.coop")
        self.place.setVisible(risk is not None)
        set_text(self.place, "" if risk is None else place_warning(risk, places.better_place()))

    def _choose(self) -> None:
        chosen = dialogs.choose_folder(self, self.title, Path(self.text()))
        if chosen is not None:
            self.set_text(str(chosen))


class NewBookForm(FormDialog[NewBook]):
    """合作社名称, 成立日期, the people that sign, and where the file lies."""

    def __init__(self, today: date) -> None:
        super().__init__(
            _("新建账套"),
            N_("建立账套"),
            _("一个账套是一个合作社的全部记录，存成一个文件。其余资料以后可以在设置里补。"),
        )
        self._today = today
        self._named = False
        doubt = clock_doubt(today, None)
        if doubt is not None:
            self.message.say("warning", clock_text(doubt))
        self.name = TextField(_("合作社名称"), required=True, hint=_("全称，与营业执照一致"))
        self.founded = DateField(_("成立日期"), required=True)
        self.chair = TextField(_("理事长"))
        self.accountant = TextField(_("会计"))
        self.file = TextField(_("文件名"), _file_name, required=True, hint=_("扩展名 .coop 自动加上"))
        self.folder = FolderField(_("存放位置"), places.better_place())
        self.group(_("合作社"), [self.name, self.founded, self.chair, self.accountant])
        self.group(_("账套文件"), [self.file, self.folder])
        self.name.changed.connect(self._suggest)
        self.file.edit.textEdited.connect(self._name_typed)

    def make(self) -> NewBook:
        founded = self.founded.value()
        assert founded is not None  # required, and checked before this is called
        if founded > self._today:
            self.founded.refuse(DomainError("coop.founded_in_future", day=founded))
            raise DomainError("coop.founded_in_future", day=founded)
        details = CoopDetails(
            name=self.name.value() or "",
            founded=founded,
            chair=self.chair.value() or "",
            accountant=self.accountant.value() or "",
        )
        folder = self.folder.value() or paths.default_books_dir()
        return NewBook(folder / f"{self.file.value()}{SUFFIX}", details)

    def _suggest(self) -> None:
        if not self._named:
            self.file.set_text(_FORBIDDEN.sub("", self.name.text()).strip(" ."))

    def _name_typed(self, text: str) -> None:
        self._named = bool(text)


def _file_name(typed: str) -> str:
    """A name Windows takes, without its ending; ``field.file_name`` otherwise."""
    name = typed.strip().removesuffix(SUFFIX)
    if not name.strip(" .") or _FORBIDDEN.search(name) or name.endswith("."):
        raise DomainError("field.file_name", value=typed)
    return name


def _folder(typed: str) -> Path:
    """A whole path; ``field.folder`` for one that depends on where the program runs."""
    folder = Path(typed.strip()).expanduser()
    if not folder.is_absolute():
        raise DomainError("field.folder", value=typed)
    return folder
