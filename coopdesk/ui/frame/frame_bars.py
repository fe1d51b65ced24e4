"""The bars around the pages: navigation at the left, book and search above, state below. They know no page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from coopdesk.i18n import N_, _, format_date
from coopdesk.ui.frame.actions import SEARCH, Action, page_shortcut
from coopdesk.ui.kit import room, theme
from coopdesk.ui.kit.buttons import button, keep_icon
from coopdesk.ui.kit.cards import label, line, set_text
from coopdesk.ui.kit.eliding import ElidingLabel
from coopdesk.ui.kit.hit_list import Hit, HitList
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.kit.no_wheel import ChoiceBox
from coopdesk.ui.kit.tokens import SPACE_CARD, SPACE_IN, STEP

if TYPE_CHECKING:
    from coopdesk.services.distribution.headlines import PlanState
    from coopdesk.ui.frame.page_spec import PageSpec

_CANCEL_JOB = Action("cancel-job", N_("停止"), "", "close")
_PATIENCE_MS = 500


class NavigationBar(QFrame):
    """Pages by icon and word; sends `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence["PageSpec"]) -> None:
        super().__init__()
        self.setProperty("role", "nav")
        self.setAccessibleName(_("页面"))
        self.buttons: dict[str, QPushButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_IN, 12, SPACE_IN, 12)
        box.setSpacing(2)
        for place, spec in enumerate(specs, start=1):
            if spec.apart:
                box.addSpacing(6)
                box.addWidget(line())
                box.addSpacing(6)
            self.buttons[spec.key] = self._button(place, spec)
            box.addWidget(self.buttons[spec.key])
        box.addStretch(1)
        self.fit()
        room.changed().changed.connect(self.fit)

    def fit(self) -> None:
        """As wide as its words need on a small screen, else with some room beside them."""
        usual = 0 if room.is_low() else theme.current().text_size.scaled(158)
        font = QFont(self.font())
        font.setBold(True)  # as the page that is open is called
        for made in self.buttons.values():
            beside = made.sizeHint().width() - made.fontMetrics().horizontalAdvance(made.text())
            made.setMinimumWidth(max(usual, beside + QFontMetrics(font).horizontalAdvance(made.text())))

    def mark(self, key: str) -> None:
        """Show which page is open."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def _button(self, place: int, spec: "PageSpec") -> QPushButton:
        made = QPushButton(_(spec.title))
        made.setProperty("kind", "nav")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setAccessibleName(_(spec.title))
        made.setToolTip(Action(spec.key, spec.title, page_shortcut(place)).tooltip())
        keep_icon(made, spec.icon, "secondary", "accent")
        made.clicked.connect(lambda _checked=False: self.chosen.emit(spec.key))
        return made


class TopBar(QFrame):
    """The co-op, the year, and the search; sends `year_chosen(year)`, `searched(text)` and `found(hit)`."""

    year_chosen = Signal(int)
    searched = Signal(str)
    found = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "top")
        self.coop = ElidingLabel("coop")
        self.coop.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.badge = label("", "badge")
        self.year = ChoiceBox()
        self.year.setAccessibleName(_("年度"))
        self.year.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.year.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.year.activated.connect(self._year_picked)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("搜索 姓名、拼音、编号、单号、末四位（Ctrl+K）"))
        self.search.setAccessibleName(_(SEARCH.text))
        self.search.setClearButtonEnabled(False)
        self.search.textEdited.connect(self.searched)
        self._hits: HitList | None = None
        row = self._row = QHBoxLayout(self)
        row.setSpacing(SPACE_CARD)
        for part in (self.coop, self.badge, self.year):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.search)
        self.fit()
        for look in (theme.changed(), room.changed()):
            look.changed.connect(self.fit)

    def fit(self) -> None:
        """Give the search box the width that belongs to the type size, and the bar what it may take of the height."""
        above = STEP if room.is_low() else SPACE_IN
        self._row.setContentsMargins(SPACE_CARD, above, SPACE_CARD + SPACE_IN, above)
        self.search.setFixedWidth(theme.current().text_size.scaled(340))

    def show_book(
        self,
        coop: str,
        badge: tuple[str, str],
        years: Sequence[int],
        year: int,
        states: "Mapping[int, PlanState]",
    ) -> None:
        """Say whose book it is, which years it has, and how far each is.

        ``badge`` says that it is no book to rely on, and more of it in a tooltip; both empty for any other.
        """
        set_text(self.coop, coop)
        set_text(self.badge, badge[0])
        self.badge.setToolTip(badge[1])
        self.badge.setVisible(bool(badge[0]))
        self.year.clear()
        for offered in years:
            self.year.addItem(_year_words(offered, states.get(offered)), offered)
        self.year.setCurrentIndex(self.year.findData(year))

    def show_hits(self, hits: Sequence[Hit[object]], nothing: str = "") -> None:
        """Show what the search found, or the words that it found nothing."""
        if self._hits is None:
            self._hits = HitList(self.search, _("搜索结果"))
            self._hits.chosen.connect(self._chosen)
        self._hits.show_hits(hits, nothing)

    def start_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _chosen(self, hit: Hit[object]) -> None:
        self.search.clear()
        self.found.emit(hit)

    def forget_search(self) -> None:
        """Empty the search box and hide what was found."""
        self.search.clear()
        if self._hits is not None:
            self._hits.hide()

    def _year_picked(self, place: int) -> None:
        if place >= 0:
            self.year.clearFocus()  # the next arrow key must not change the year again
            self.year_chosen.emit(self.year.itemData(place))


def _year_words(year: int, state: "PlanState | None") -> str:
    """`2022 年度 已发放`, without a word for a year in which nothing was drafted."""
    if state is None:
        return _("{year} 年度").format(year=year)
    from coopdesk.wording import plan_state_name

    return _("{year} 年度 {state}").format(year=year, state=plan_state_name(state))


class StateBar(QFrame):
    """Saved, last backup, what runs with its progress, and at the right what the page says."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bottom")
        self._unsaved = False
        self._saved_at: datetime | None = None
        self.saved = label("", "small")
        self.backup = label("", "small")
        self.page = label("", "small")
        self.job = label("", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.setAccessibleName(_("进度"))
        self.stop = button(_CANCEL_JOB, self._stop_job, "link")
        self._job: Job | None = None
        self._jobs: list[Job] = []
        row = self._row = QHBoxLayout(self)
        row.setSpacing(SPACE_CARD + SPACE_IN)
        for part in (self.saved, self.backup, self.job, self.progress, self.stop):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.page)
        self._show_job(None)
        self.fit()
        room.changed().changed.connect(self.fit)

    def fit(self) -> None:
        """Stand as high as the room allows."""
        low, size = room.is_low(), theme.current().text_size
        above = 0 if low else 2
        self._row.setContentsMargins(SPACE_CARD, above, SPACE_CARD + SPACE_IN, above)
        # As high as the button of a job, so that nothing moves when one begins.
        self.setMinimumHeight(size.scaled(24) + 3 if low else size.scaled(28))

    def show_saved(self, at: datetime | None) -> None:
        """When a command was last kept, or that nothing has changed since the book was opened."""
        self._saved_at = at
        self.show_unsaved(self._unsaved)

    def show_unsaved(self, unsaved: bool) -> None:
        """Say that something typed is not in the book yet, or that all is."""
        self._unsaved, at = unsaved, self._saved_at
        saved = _("● 已保存 {time}").format(time=f"{at:%H:%M}") if at else _("● 全部已保存")
        self.saved.setText(_("○ 有改动未保存") if unsaved else saved)
        theme.mark(self.saved, role="field-warning" if unsaved else "small")

    def show_backup(self, at: datetime | None, today: date) -> None:
        """When the book was last copied."""
        if at is None:
            self.backup.setText(_("尚未备份"))
        elif at.date() == today:
            self.backup.setText(_("上次备份 今天 {time}").format(time=f"{at:%H:%M}"))
        else:
            self.backup.setText(_("上次备份 {day}").format(day=format_date(at.date())))

    def show_page_text(self, text: str) -> None:
        """What the open page says of its selection."""
        set_text(self.page, text)

    def job_started(self, job: Job) -> None:
        """Show the job once it has taken longer than half a second."""
        self._jobs.append(job)
        job.ended.connect(self._job_ended)
        job.progressed.connect(self._progressed)
        QTimer.singleShot(_PATIENCE_MS, self, self._show_oldest)

    def _show_oldest(self) -> None:
        self._show_job(self._jobs[0] if self._jobs else None)

    def _job_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        if self._job is not None:
            self._show_oldest()

    def _show_job(self, job: Job | None) -> None:
        if job is not self._job and job is not None:
            self.progress.setRange(0, 0)
        self._job = job
        self.job.setText(job.title if job is not None else "")
        for part in (self.job, self.progress, self.stop):
            part.setVisible(job is not None)

    def _progressed(self, done: int, total: int) -> None:
        if self._job is not None and self.sender() is self._job:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _stop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.job.setText(_("正在停止"))
