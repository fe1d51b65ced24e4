"""报表打印: the papers of a year, made from the figures its resolution froze; preview, print, save as PDF.

The page computes no figure and draws no paper: it asks the backend for a PDF and shows what came.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_name
from coopdesk.i18n import N_, _, format_date, mark
from coopdesk.services.command import Topic
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.headlines import PlanState, PlanSummary
from coopdesk.services.distribution.papers.sources import RESOLVED, PlanYear, plan_year
from coopdesk.services.paper import (
    AnyPaper,
    AnySource,
    Choice,
    ChosenBy,
    PersonOnPaper,
    offered,
    usual_day,
)
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.frame.shell import Shell
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.as_at import AsAtPicker
from coopdesk.ui.kit.empty import EmptyState
from coopdesk.ui.kit.jobs import Progress
from coopdesk.ui.kit.page import PageFrame, scrolling
from coopdesk.ui.kit.tokens import SPACE_CARD
from coopdesk.ui.papers.checking import SlipCheck
from coopdesk.ui.papers.gallery import Gallery
from coopdesk.ui.papers.pdf_pages import PdfPages
from coopdesk.ui.papers.period import PeriodPicker
from coopdesk.ui.papers.preview import Preview
from coopdesk.ui.papers.printers import choose_sheet, offset_of, set_offset
from coopdesk.ui.papers.printing import print_pages, printer_for, wanted_pages

_PRINT = Action("print-paper", N_("打印"), "Ctrl+P", "papers")
_PLACE = Action("print-place", N_("打印位置"), "", "", N_("打印偏了的时候，按打印机移正"))
_CHECK = Action("check-slip", N_("核对分红单"), "", "", N_("扫码核对交回来的分红单与账套是否相符"))
_SAVE = Action("save-paper", N_("另存为 PDF"), "Ctrl+S", "save")
_EXCEL = Action("excel-paper", N_("另存为 Excel"), "", "columns", N_("账簿和报表可以存成 Excel 表格"))
_TO_DISTRIBUTION = Action("to-distribution", N_("去盈余分配"), "", "distribution")
_ALL_AT_ONCE = 1000
"""Up to so many members the pictures of all papers are made at once; beyond, a paper is made when it is chosen."""
_THUMBNAIL_SCALE = 0.5
_NAMED = 5
"""So many members are named in a warning."""
Read = dict[AnySource, Any]
"""What the offered papers are made from, each source read once."""


class PapersPage(PageFrame):
    """The papers of the shell's year."""

    topics = frozenset({Topic.PLANS, Topic.COOP, Topic.MEMBERS, Topic.REGISTER, Topic.LEDGER})

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("报表打印"))
        self._shell = shell
        self._folder = TemporaryDirectory(prefix="coopdesk-", ignore_cleanup_errors=True)
        self.destroyed.connect(self._folder.cleanup)
        self._read: Read = {}
        self._asked: dict[str, Any] = {}
        self._of_one: dict[str, str] = {}
        """Papers of one thing that pages asked for, by kind, with the name of the thing each is of."""
        self._wanted = ""
        self._compared = shell.comparisons(shell.year)
        self._made: dict[str, list[Path]] = {}
        self._edition = 0
        self._year: int | None = None
        self._day = shell.desk.today
        self.check = self.add_action(_CHECK, self.check_slips)
        self.place_button = self.add_action(_PLACE, self.set_place)
        self.excel = self.add_action(_EXCEL, self.save_excel)
        self.save = self.add_action(_SAVE, self.save_pdf)
        self.print = self.add_action(_PRINT, self.print_paper, primary=True)
        self.gallery = Gallery(shell.backend.papers())
        self.preview = Preview()
        self.as_at = AsAtPicker(shell.desk.today, self._usual_days)
        self.as_at.chosen.connect(self.choose_day)
        self.as_at.refused.connect(self.show_error)
        self.as_at.mended.connect(self.message.hide)
        self.period = PeriodPicker()
        self.period.chosen.connect(self.reload)
        self.period.refused.connect(self.show_error)
        self.period.mended.connect(self.message.hide)
        self.empty = EmptyState(
            _("保存草案之后，这里可以打印会前分发的草案；决议之后，可以打印分红单、签领表和公示。"),
            _TO_DISTRIBUTION,
            self._go_to_distribution,
        )
        self.gallery.chosen.connect(self.show_paper)
        self.preview.turned.connect(self._tell_place)
        self._sides = QStackedWidget()
        self._sides.addWidget(self.empty)
        self._sides.addWidget(self._desk())
        self.body.addWidget(self._sides, 1)
        self._enable(False)

    def reload(self) -> None:
        """Look how far the year is; everything made before is made anew from what stands now."""
        year, desk = self._shell.year, self._shell.desk
        self._compared = self._shell.comparisons(year)
        if year != self._year:
            self._year, self._day = year, usual_day(year, desk.today)
            self.as_at.show_day(self._day)
        found = self._offered(self._day)
        self._edition += 1
        self._made.clear()
        self._read = {}
        self._asked = {}
        self.preview.clear()
        self._enable(False)
        self.check.setEnabled(False)
        self._sides.setCurrentIndex(1 if found else 0)
        if not found:
            self.set_state(_("{year} 年度 · 还没有保存分配草案").format(year=year))
            self.set_status("")
            return
        self.gallery.offer([paper.kind for paper, _asked in found])
        self.set_state(state_sentence(plan_year(desk, year), desk.distribution.summary(year)))
        reading = partial(self._read_sources, found)
        asked = {paper.kind: of for paper, of in found}
        self._shell.work(_("读取分配方案"), reading, self, partial(self._show_read, self._edition, asked))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._read and self._compared != self._shell.comparisons(self._shell.year):
            self.reload()

    def choose_day(self, day: date) -> None:
        """Make the registers as at another day; a day that has none is said, and the one before stays."""
        if not any(_is_of_day(paper) for paper, _asked in self._offered(day)):
            self.as_at.show_day(self._day)
            self.show_warning(_("{day} 没有可打印的名册；请另选一天").format(day=format_date(day)))
            return
        self.message.hide()
        self._day = day
        self.reload()

    def _offered(self, day: date) -> list[tuple[AnyPaper, Any]]:
        period = self.period
        choice = Choice(self._shell.year, day, self._compared, period.month, period.numbers)
        papers = [card.paper for card in self.gallery.cards]
        named = papers_of_one(papers, self._shell.desk, self._of_one, choice)
        return [*named, *offered(papers, self._shell.desk, choice)]

    def open_thing(self, reference: str) -> None:
        """Choose the paper of that key, once the figures are there; `application:F01` is that paper of one member."""
        kind, colon, name = reference.partition(":")
        if colon:
            self._of_one[kind], self._wanted = name, kind
            self.reload()
        elif reference in [card.paper.kind for card in self.gallery.shown]:
            self.gallery.choose(reference)

    def show_paper(self, kind: str) -> None:
        """Show a paper, making it first where that has not been done."""
        self._enable(False)
        card = self.gallery.card(kind)
        self._cards.ensureWidgetVisible(card)
        by = _chosen_by(card.paper)
        self.as_at.setVisible(by is ChosenBy.DAY)
        self.period.setVisible(by in (ChosenBy.MONTH, ChosenBy.NUMBERS))
        self.period.show_numbers(by is ChosenBy.NUMBERS)
        if kind in self._made:
            self._show_made(kind)
        elif kind in self._asked:
            self._make(kind)

    def save_pdf(self) -> None:
        """Write the chosen paper to a file the person names."""
        self._save_as("pdf", _("另存为 PDF"))

    def save_excel(self) -> None:
        """Write the tables of the chosen paper to a workbook the person names."""
        self._save_as("xlsx", _("另存为 Excel"))

    def _save_as(self, ending: str, title: str) -> None:
        kind = self.gallery.kind
        if kind not in self._made:
            return
        paper = self.gallery.card(kind).paper
        source = self._read[paper.needs]
        name = f"{paper.stem(source)}.{ending}"
        target = dialogs.save_file(self, title, f"{ending.upper()} (*.{ending})", name)
        if target is None:
            return

        def write(progress: Progress) -> list[Path]:
            return self._shell.backend.write_paper(kind, source, target, progress)

        self._shell.work(_("保存 {name}").format(name=target.name), write, self, self._saved)

    def print_paper(self) -> None:
        """Let the system's dialog choose a printer, and send the pages to it."""
        if self.gallery.kind not in self._made:
            return
        files, title = self._made[self.gallery.kind], _(self.gallery.card(self.gallery.kind).paper.title)
        pages = PdfPages(files)
        printer = printer_for(pages.size(0), len(pages), title)
        if not dialogs.choose_printer(self, printer):
            return
        shrink = choose_sheet(self, printer, pages.size(0))
        if shrink is None:
            return
        count = len(wanted_pages(printer, self.preview.pages))
        offset = offset_of(printer)

        def send(progress: Progress) -> int:
            return print_pages(printer, files, progress, offset, shrink)

        self._shell.work(_("打印 {name}，{n} 页").format(name=title, n=count), send, self, self._printed)

    def check_slips(self) -> None:
        """Hold slips that come back against the book, one after the other."""
        desk, year = self._shell.desk, self._shell.year
        dialogs.ask(SlipCheck(lambda code: desk.distribution.slip(code, year)), self)

    def set_place(self) -> None:
        """Ask by how much a printer is off, with a test cross on the paper that is chosen."""
        files = self._made.get(self.gallery.kind)
        set_offset(self, PdfPages(files[:1]).size(0) if files else None)

    def _read_sources(self, found: Sequence[tuple[AnyPaper, Any]], _progress: Progress) -> Read:
        """What the papers of the year are made from; a register, or a paper of one thing, is read when it is made."""
        asked = {paper.needs: asked for paper, asked in found if not _is_read_late(paper)}
        return {needs: needs.read(self._shell.desk, of) for needs, of in asked.items()}

    def _usual_days(self) -> list[tuple[date, str]]:
        """Today, the year's last day and its record date, as far as they have been."""
        desk, year = self._shell.desk, self._shell.year
        days = [
            (desk.today, _("今天")),
            (date(year, 12, 31), _("{year} 年末").format(year=year)),
            (desk.coop.usual_record_date(year), _("{year} 年度股权登记日").format(year=year)),
        ]
        return [(day, words) for day, words in days if day <= desk.today]

    def _show_read(self, edition: int, asked: dict[str, Any], read: Read) -> None:
        if edition != self._edition:
            return
        self._read, self._asked = read, asked
        self.check.setEnabled(RESOLVED in read)
        persons = {person.number: person for needs, of in read.items() for person in needs.persons(of)}
        self._tell_boxed(list(persons.values()))
        kinds = [card.paper.kind for card in self.gallery.shown]
        wanted = self._wanted if self._wanted in kinds else self.gallery.kind or _usual(kinds, self._of_one)
        self._wanted = ""
        self.gallery.choose(wanted)
        if len(persons) <= _ALL_AT_ONCE:
            for other in kinds:
                if other != wanted and not self.gallery.card(other).paper.needs.on_demand:
                    self._make(other)

    def _tell_boxed(self, persons: Sequence[PersonOnPaper]) -> None:
        """Say whose names hold a character that no font has, before the papers go out."""
        lacking = set(
            self._shell.desk.members.unprintable("".join(set().union(*(each.name for each in persons))))
        )
        doubtful = [each for each in persons if lacking and not lacking.isdisjoint(each.name)]
        boxed = [f"{each.number} {each.name}" for each in doubtful if self._is_boxed(each.name)]
        if boxed:
            names = mark("、").join(boxed[:_NAMED]) + (mark("…") if len(boxed) > _NAMED else "")
            self.show_warning(
                _("{names}：名字里有字库没有的字，单据上印成带代码的方框，请手写补上。").format(names=names)
            )

    def _is_boxed(self, name: str) -> bool:
        """Whether a name prints with a box; signs that nobody sees are only left out."""
        try:
            return bool(self._shell.desk.members.unprintable(clean_name(name)))
        except DomainError:
            return True

    def _make(self, kind: str) -> None:
        paper, asked = self.gallery.card(kind).paper, self._asked[kind]
        known = self._read.get(paper.needs)
        target = Path(self._folder.name) / f"{self._edition}-{kind}.pdf"

        def write(progress: Progress) -> tuple[Any, list[Path]]:
            source = paper.needs.read(self._shell.desk, asked) if known is None else known
            return source, self._shell.backend.write_paper(kind, source, target, progress)

        title = _("制作 {name}").format(name=_(paper.title))
        self._shell.work(title, write, self, partial(self._take, self._edition, kind))

    def _take(self, edition: int, kind: str, made: tuple[Any, list[Path]]) -> None:
        if edition != self._edition:
            return
        source, files = made
        needs = self.gallery.card(kind).paper.needs
        if needs not in self._read:
            self._read[needs] = source
            self._tell_boxed(list(needs.persons(source)))
        self._made[kind] = files
        self.gallery.card(kind).show_picture(PdfPages(files[:1]).picture(0, _THUMBNAIL_SCALE))
        if self.gallery.kind == kind:
            self._show_made(kind)

    def _show_made(self, kind: str) -> None:
        self.preview.show_files(self._made[kind], _(self.gallery.card(kind).paper.note))
        self._enable(True)

    def _enable(self, ready: bool) -> None:
        kind = self.gallery.kind
        self.excel.setVisible(bool(kind) and "xlsx" in self.gallery.card(kind).paper.formats)
        self.excel.setEnabled(ready)
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def _saved(self, files: list[Path]) -> None:
        where = {"name": mark("、").join(path.name for path in files), "folder": files[0].parent}
        self.show_saved(_("已保存：{name}，在文件夹 {folder}").format(**where), files[0])

    def _printed(self, pages: int) -> None:
        self.show_done(_("已送打印机：{n} 页").format(n=pages))

    def _tell_place(self, place: int, count: int) -> None:
        self.set_status(_("第 {place} 页，共 {n} 页").format(place=place, n=count))

    def _go_to_distribution(self) -> None:
        self._shell.go("distribution")

    def _desk(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_CARD)
        cards = QVBoxLayout()
        cards.addWidget(self.gallery)
        self._cards = scrolling(cards)
        self._cards.setMinimumWidth(self.gallery.sizeHint().width() + SPACE_CARD)
        row.addWidget(self._cards)
        shown = QVBoxLayout()
        shown.addWidget(self.as_at, 0, Qt.AlignmentFlag.AlignLeft)
        shown.addWidget(self.period, 0, Qt.AlignmentFlag.AlignLeft)
        shown.addWidget(self.preview, 1)
        row.addLayout(shown, 1)
        self.as_at.hide()
        self.period.hide()
        return holder


def _chosen_by(paper: AnyPaper) -> ChosenBy | None:
    """What a person chooses for it; None for a paper of one thing."""
    return None if paper.needs.chosen is None else paper.needs.chosen.by


def _is_of_day(paper: AnyPaper) -> bool:
    """Whether a person chooses a day for it."""
    return _chosen_by(paper) is ChosenBy.DAY


def _is_read_late(paper: AnyPaper) -> bool:
    """Whether it is read when it is made, not when the page is shown."""
    return paper.needs.chosen is None or paper.needs.large or paper.needs.on_demand


def _usual(kinds: Sequence[str], of_one: Mapping[str, str]) -> str:
    """The paper that shows where nobody has chosen one: the first of the year's."""
    return next((kind for kind in kinds if kind not in of_one), kinds[0])


def papers_of_one(
    papers: Sequence[AnyPaper], desk: Desk, names: Mapping[str, str], choice: Choice
) -> list[tuple[AnyPaper, Any]]:
    """The papers of one thing by kind, each with what it is asked for; one whose thing is gone is left out."""
    found = []
    for paper in papers:
        named, name = paper.needs.named, names.get(paper.kind)
        if named is not None and name is not None:
            with suppress(DomainError):
                subject = named.subject(desk, name, choice)
                if paper.offered(subject):
                    found.append((paper, subject))
    return found


def state_sentence(of: PlanYear, summary: PlanSummary | None) -> str:
    """How the year's figures came to stand."""
    year, state = of.year, of.state
    if state is PlanState.CLOSED:
        return _("{year} 年度 · 亏损年度，亏损处理方案已决议").format(year=year)
    if state is None and not of.loss:
        return _("{year} 年度 · 还没有保存分配草案").format(year=year)
    if state is None:
        return _("{year} 年度 · 亏损年度，处理方案待成员大会表决").format(year=year)
    if summary is None:
        return _("{year} 年度 · 草案，待成员大会表决").format(year=year)
    resolution = summary.resolution
    if summary.paid_on is not None:
        return _("{year} 年度 · 数字取自已决议的分配方案 · {day} 发放").format(
            year=year, day=format_date(summary.paid_on)
        )
    if resolution is None:
        return _("{year} 年度 · 数字取自已决议的分配方案").format(year=year)
    return _("{year} 年度 · 数字取自 {day} 的决议“{number}”").format(
        year=year, day=format_date(resolution.day), number=resolution.number
    )
