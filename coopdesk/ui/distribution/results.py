"""What the scheme comes to: four figures, every member in a table with its totals, and how any figure came about.

Stands beside all five steps, so that every change shows at once. Takes outcomes, computes nothing; while a scheme
does not work the last good figures stay, greyed.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.members.member import MemberKind
from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, ngettext
from coopdesk.ui.distribution import explain
from coopdesk.ui.distribution.comparison import COMPARED_KEY, DIFFERENCE_KEY, Comparison
from coopdesk.ui.distribution.explain import Explanation
from coopdesk.ui.distribution.member_rows import MemberFigures
from coopdesk.ui.distribution.member_table import Arrangement, MemberColumn, MemberTable, TableContent
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.reading import Edit
from coopdesk.ui.distribution.words import figure
from coopdesk.ui.frame.actions import FILTER, Action
from coopdesk.ui.kit import room
from coopdesk.ui.kit.buttons import button
from coopdesk.ui.kit.cards import Figure
from coopdesk.ui.kit.cells import PADDING
from coopdesk.ui.kit.fading import fade
from coopdesk.ui.kit.headline import Headline
from coopdesk.ui.kit.rich_line import RichLine, Word
from coopdesk.ui.kit.strips import ExplanationStrip
from coopdesk.ui.kit.table import DataTable
from coopdesk.ui.kit.tokens import SPACE_CARD, STEP
from coopdesk.ui.kit.totals_row import TotalsRow
from coopdesk.wording import kind_name

COLUMNS = Action("choose-columns", N_("列"), "", "columns", N_("选择显示哪些列"))
_ASKED = (MemberKind.FARMER, MemberKind.VILLAGE_COLLECTIVE)
_BETWEEN = Word(3 * "\N{NO-BREAK SPACE}" + " ")
_AT_THE_FOOT = (1, 2)
"""Places of the key figures that the line of the groups under the table says too."""
SourceOf = Callable[[str], str]


class ResultsPane(QFrame):
    """The card at the right. `source_of(member number)` gives the sentence of the entries behind a holding.

    `arranged(Arrangement)` when the table is sorted or filtered in another way.
    """

    summary_changed = Signal(str)
    arranged = Signal(object)

    def __init__(self, source_of: SourceOf) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("分配结果"))
        self._source_of = source_of
        self.outcome: Outcome | None = None
        self.stale = False
        self.classes: Sequence[ShareClass] = ()
        """The classes of shares by whose labels a line is explained."""
        self._edit = Edit("", date.min, Scheme(()))
        self._comparison: Comparison | None = None
        self.table: DataTable | None = None
        self.totals: TotalsRow | None = None
        self.headline = Headline(headline_figures(None), self._tools(), spare=_AT_THE_FOOT)
        self.headline.asked.connect(self._ask_headline)
        self.strip = ExplanationStrip(_("点任一数字，或在表中按回车，这里说明它是怎么来的。"))
        self.groups = RichLine("small")
        self.groups.linkActivated.connect(self._ask_group)
        self._shown = QWidget()
        self._box = QVBoxLayout(self._shown)
        self._lay_out()
        self._fit()
        room.changed().changed.connect(self._fit)

    def show_outcome(self, shown: TableContent, edit: Edit) -> None:
        """Show these figures as valid, beside those compared if there are any."""
        self.outcome, self._comparison, self._edit = shown.outcome, shown.comparison, edit
        self.headline.show_figures(headline_figures(shown.outcome, shown.comparison))
        if self.table is None or _titles(self._model.columns) != _titles(shown.columns):
            self._replace_table(shown)
        else:
            self._refill_table(self.table, shown)
        self.strip.clear()
        self.show_stale("")

    def _sum_up(self) -> None:
        """The foot of the table: the sums of the rows that the filter lets through, and those of their groups."""
        if self.totals is None or self.outcome is None:
            return
        now = self._model.content
        count = len(now.rows)
        if count == len(self.outcome.rows):
            lead = ngettext("合计 {n} 户", "合计 {n} 户", count).format(n=f"{count:,}")
        else:
            lead = ngettext("筛出 {n} 户", "筛出 {n} 户", count).format(n=f"{count:,}")
        self.totals.show_totals(lead, now.totals)
        # Where the headline leaves them out, how a group's sum came about is asked here.
        asked = room.is_lowest() and count == len(self.outcome.rows)
        groups = [
            (_BETWEEN, Word(said, kind.value if asked and kind in _ASKED else ""))
            for kind, said in now.groups
        ]
        self.groups.say([word for pair in groups for word in pair][1:])

    def forget(self) -> None:
        """Show nothing until the next outcome, as when another year is opened."""
        self.outcome = None
        self.headline.show_figures(headline_figures(None))

    def show_stale(self, why: str) -> None:
        """Grey the figures shown, and say why; the empty text makes them valid again."""
        if why:
            self.strip.explain(_("上面仍是改动之前的数字"), why)
        fade(self._shown, bool(why) and self.outcome is not None)
        self._shown.setEnabled(not why)
        self.stale = bool(why)

    def explain(self, explanation: Explanation) -> None:
        """Say how a figure came about, and on which entries it rests."""
        source = self._source_of(explanation.member) if explanation.member else ""
        self.strip.explain(explanation.caption, explanation.sentence, source)

    def explain_line(self, part: str) -> None:
        """Say how the sum of a line came about."""
        if self.outcome is not None:
            for line in self.outcome.lines:
                if line.id == part:
                    names, scheme = self.outcome.names, self._edit.scheme
                    self.explain(explain.line(line, scheme, names, self.classes))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        head = QWidget()
        self._head = QVBoxLayout(head)
        self._head.addWidget(self.headline)
        self._box.addWidget(head)
        box.addWidget(self._shown, 1)
        box.addWidget(self.strip)

    def _tools(self) -> QWidget:
        """What a table has in a row of its own elsewhere; here the figures have room for it."""
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._chooser = button(COLUMNS, self._choose_columns, "link")
        self.filterer = button(FILTER, self._filter, "link")
        row.addWidget(self.filterer)
        row.addWidget(self._chooser)
        return tools

    def _filter(self) -> None:
        if self.table is not None:
            self.table.view.start_filtering()

    def _choose_columns(self) -> None:
        if self.table is not None:
            self.table.columns_menu().popup(self._chooser.mapToGlobal(QPoint(0, self._chooser.height())))

    def _fit(self) -> None:
        above = STEP // 2 if room.is_low() else 12
        self._head.setContentsMargins(SPACE_CARD - 2, above, SPACE_CARD, STEP // 2 if room.is_low() else STEP)
        self._sum_up()
        below = 0 if room.is_low() else STEP
        self.groups.setContentsMargins(PADDING, below, PADDING, below)

    @property
    def arrangement(self) -> Arrangement:
        """The order and the filters chosen in the table."""
        return Arrangement() if self.table is None else self._model.arrangement

    def _replace_table(self, shown: TableContent) -> None:
        for old in (self.table, self.totals):
            if old is not None:
                self._box.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._model = MemberTable(shown)
        self.table = DataTable(self._model, _("每名成员分得的金额"), framed=False, tools=False)
        self.table.summary_changed.connect(self.summary_changed)
        self.table.opened.connect(lambda _row: self._explain_cell(True))
        self.table.view.clicked.connect(lambda _index: self._explain_cell())
        self.table.view.selectionModel().currentChanged.connect(self._moved)
        self._model.modelReset.connect(self._sum_up)
        self._model.modelReset.connect(lambda: self.arranged.emit(self.arrangement))
        self.totals = TotalsRow(self.table.view)
        self._box.addWidget(self.table, 1)
        self._box.addWidget(self.totals)
        self._box.addWidget(self.groups)
        self._sum_up()
        self.arranged.emit(self.arrangement)

    def _refill_table(self, table: DataTable, shown: TableContent) -> None:
        wider = [column.width for column in self._model.columns] != [column.width for column in shown.columns]
        self._model.show(shown)
        if wider:
            table.view.fit()  # the same columns, made for the width of other sums

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self.table is not None and self.table.view.hasFocus():
            self._explain_cell()

    def _explain_cell(self, _opened: bool = False) -> None:
        row = self.table.current_row() if self.table is not None else None
        if isinstance(row, MemberFigures) and self.outcome is not None and self.table is not None:
            key = self.table.view.current_key()
            scheme, day = self._edit.scheme, self._edit.record_date
            if self._comparison is not None and key in (COMPARED_KEY, DIFFERENCE_KEY):
                self.explain(self._comparison.explain(row, key))
            else:
                self.explain(explain.cell(self.outcome, scheme, day, row, key))

    def _ask_group(self, kind: str) -> None:
        if self.outcome is not None:
            self.explain(explain.of_kind(self.outcome, MemberKind(kind)))

    def _ask_headline(self, place: int) -> None:
        if self.outcome is None:
            return
        asked = (
            explain.per_farmer_share(self.outcome),
            explain.of_kind(self.outcome, MemberKind.FARMER),
            explain.of_kind(self.outcome, MemberKind.VILLAGE_COLLECTIVE),
            explain.carried(self.outcome),
        )
        self.explain(asked[place])


def headline_figures(outcome: Outcome | None, comparison: Comparison | None = None) -> list[Figure]:
    """农户每股所得, 农户合计, 村集体, 结转下年; dashes without an outcome, the compared figures under them."""
    captions = (_("农户每股所得"), _("农户合计"), kind_name(MemberKind.VILLAGE_COLLECTIVE), _("结转下年"))
    own = _four(outcome)
    notes = ["", "", "", ""]
    if comparison is not None:
        notes = [_("对比 {sum}").format(sum=figure(each)) for each in _four(comparison.outcome)]
    return [
        Figure(caption, figure(each), note, main=not place)
        for place, (caption, each, note) in enumerate(zip(captions, own, notes, strict=True))
    ]


def _four(outcome: Outcome | None) -> list[Money | None]:
    if outcome is None:
        return [None] * 4
    farmers, village = outcome.gross_of(MemberKind.FARMER), outcome.gross_of(MemberKind.VILLAGE_COLLECTIVE)
    return [outcome.per_farmer_share, farmers, village, outcome.carried.total]


def _titles(columns: tuple[MemberColumn, ...]) -> list[tuple[str, str, bool]]:
    """What must be the same for a table to stay: a column more or another title needs a new one."""
    return [(column.key, column.title, column.hidden) for column in columns]
