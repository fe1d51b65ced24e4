"""The steps from an empty book to its first slips, as plain text: what each is, why, and where it is taken."""

from dataclasses import dataclass

from coopdesk.i18n import N_, _
from coopdesk.services.distribution.headlines import PlanState
from coopdesk.services.home import HomeFigures, TaskKind
from coopdesk.ui.home.words import TASKS, Destination


@dataclass(frozen=True)
class StartStep:
    """One step to the first slips: what it is, why, the word of its link and where that leads."""

    title: str
    detail: str
    word: str
    destination: Destination
    done: bool


_STEPS: tuple[tuple[str, str, TaskKind], ...] = (
    (N_("合作社资料和章程参数"), N_("名称、成立日期、公积金比例：印在每张报表上"), TaskKind.COOP_DETAILS),
    (N_("登记成员和股份"), N_("农户、村集体、供销社，各持多少股"), TaskKind.FIRST_MEMBER),
    (N_("录入本年盈余"), N_("收入、支出和来源，取自年度报表"), TaskKind.YEAR_FIGURES),
    (N_("起草分配方案，大会决议"), N_("选一个分配办法，当场看到每股、每户得多少"), TaskKind.DRAFT),
    (N_("打印分红单和签领表，发放"), N_("一户一张，或一张 A4 三户"), TaskKind.PRINT_AND_PAY),
)


def first_steps(home: HomeFigures) -> list[StartStep]:
    """The steps from an empty book to the first slips, each with whether it is done."""
    done = {
        TaskKind.COOP_DETAILS: home.coop is not None and bool(home.coop.name),
        TaskKind.FIRST_MEMBER: not home.is_empty,
        TaskKind.YEAR_FIGURES: home.figures is not None,
        TaskKind.DRAFT: home.plan is not None,
        TaskKind.PRINT_AND_PAY: home.state is PlanState.PAID,
    }
    return [
        StartStep(_(title), _(detail), _(TASKS[kind][1]), TASKS[kind][2], done[kind])
        for title, detail, kind in _STEPS
    ]
