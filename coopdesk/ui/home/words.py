"""What the home page says of a year: its state, the next step, key figures and things to do, as plain text.

Pure functions from `HomeFigures` to words and destinations. Knows no widget: sentences are tested without one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from coopdesk.domain.money import Money
from coopdesk.i18n import N_, _, format_date, format_money, format_quantity, mark, ngettext
from coopdesk.services.chart import Chart, bar_chart
from coopdesk.services.distribution.headlines import OpenPayment, PlanState, PlanSummary
from coopdesk.services.home import HomeFigures, Task, TaskKind
from coopdesk.ui.frame.actions import Action
from coopdesk.ui.kit.cards import Figure
from coopdesk.wording import problem_act, problem_reference, problem_text

YEARS_SHOWN = 10
"""The chart shows at most so many years, ending with the newest."""

MINUS = "−"
NEXT_YEAR = "next-year"
"""The destination that is the same page for the year after."""


@dataclass(frozen=True)
class Destination:
    """Where a thing is settled: the page's key, and what to open there (`""` for the page as it stands).

    `year` is another one to turn to, 0 for the year that shows.
    """

    page: str
    act: str = ""
    year: int = 0


@dataclass(frozen=True)
class Step:
    """The next step of the year: the button that leads to it and where it leads."""

    action: Action
    destination: Destination


TASKS: dict[TaskKind, tuple[str, str, Destination]] = {
    TaskKind.COOP_DETAILS: (N_("合作社名称和成立日期尚未填写"), N_("填写"), Destination("settings", "coop")),
    TaskKind.FIRST_MEMBER: (N_("名册里还没有成员"), N_("入社"), Destination("members", "join")),
    TaskKind.YEAR_FIGURES: (
        N_("{year} 年度盈余尚未录入"),
        N_("录入"),
        Destination("distribution", "surplus"),
    ),
    TaskKind.DRAFT: (N_("{year} 年度分配方案尚未起草"), N_("起草"), Destination("distribution", "scheme")),
    TaskKind.RESOLVE: (
        N_("{year} 年度分配草案待成员大会决议"),
        N_("决议"),
        Destination("distribution", "resolution"),
    ),
    TaskKind.CLOSE_LOSS: (
        N_("{year} 年度没有可分的盈余，亏损处理待成员大会决议"),
        N_("处理"),
        Destination("distribution", "review"),
    ),
    TaskKind.PRINT_AND_PAY: (
        N_("{year} 年度分红待打印、发放"),
        N_("打印"),
        Destination("papers", "slips_a5"),
    ),
    TaskKind.OPEN_PAYMENT: ("", N_("查看"), Destination("distribution", "resolution")),
    TaskKind.CLOCK_BEHIND: (
        N_("电脑的日期早于账套最近一次登记；请先核对电脑的日期和时间，再登记"),
        N_("查看"),
        Destination("settings"),
    ),
    TaskKind.CLOCK_AHEAD: (
        N_("电脑的日期比账套最近一次登记晚了两年以上；请先核对电脑的日期和时间，再登记"),
        N_("查看"),
        Destination("settings"),
    ),
    TaskKind.CLOCK_WRONG: (
        N_("电脑的日期不会是今天；请先核对电脑的日期和时间，再登记"),
        N_("查看"),
        Destination("settings"),
    ),
    TaskKind.BACKUP: (N_("账套已超过 7 天没有备份"), N_("备份"), Destination("settings", "backup")),
}
"""What is due, the word of the link, and where it leads. `{n}` is the number of members it concerns."""

_STEPS: dict[TaskKind, Action] = {
    TaskKind.COOP_DETAILS: Action("next-coop", N_("填写合作社资料"), icon="edit"),
    TaskKind.FIRST_MEMBER: Action("next-member", N_("登记成员"), icon="members"),
    TaskKind.YEAR_FIGURES: Action("next-figures", N_("录入本年盈余"), icon="edit"),
    TaskKind.DRAFT: Action("next-draft", N_("起草分配方案"), icon="distribution"),
    TaskKind.RESOLVE: Action("next-resolve", N_("登记大会决议"), icon="resolution"),
    TaskKind.CLOSE_LOSS: Action("next-loss", N_("处理本年亏损"), icon="resolution"),
    TaskKind.PRINT_AND_PAY: Action("next-pay", N_("打印分红单"), icon="papers"),
    TaskKind.OPEN_PAYMENT: Action("next-open", N_("处理未发到的红利"), icon="pay"),
}
_NEXT_YEAR = Step(Action("next-year", N_("转到下一年度"), icon="calendar"), Destination(NEXT_YEAR))
_REPRINT = Step(Action("papers", N_("报表打印"), icon="papers"), Destination("papers"))


def all_steps() -> Sequence[Step]:
    """Every step that `next_step` may name."""
    return [*(Step(action, TASKS[kind][2]) for kind, action in _STEPS.items()), _NEXT_YEAR, _REPRINT]


def next_step(home: HomeFigures, years: Collection[int]) -> Step:
    """The one primary action: the first thing due that moves the year on, else the year after, else the papers.

    `years` are those the book may be turned to; a year is left for the next one when nothing later was distributed.
    """
    due = {task.kind for task in home.tasks if task.payment is None or task.payment.year == home.year}
    for kind, action in _STEPS.items():
        if kind in due:
            return Step(action, TASKS[kind][2])
    newest = all(plan.year <= home.year for plan in home.history)
    return _NEXT_YEAR if newest and home.year + 1 in years else _REPRINT


def state_sentence(home: HomeFigures) -> str:
    """How the year stands, in one sentence."""
    if home.is_empty:
        return _("账套还是空的")
    year = _("{year} 年度").format(year=home.year)
    return f"{year} · {_year_state(home)}"


def _year_state(home: HomeFigures) -> str:
    plan = home.plan
    if plan is not None and plan.paid_on is not None:
        paid, left = _("分红已于{day}发放").format(day=format_date(plan.paid_on)), _not_reached(home)
        return f"{paid}{mark('，')}{left}" if left else paid
    if plan is not None and plan.resolution is not None:
        return _("分配方案已于{day}决议，待发放").format(day=format_date(plan.resolution.day))
    if home.state is PlanState.CLOSED:
        return _("亏损已处理，本年不分配")
    if _loss_due(home):
        return _("亏损待处理")
    if home.state is PlanState.DRAFT:
        return _("分配方案为草案，待成员大会决议")
    return _("盈余已录入，待起草分配方案") if home.figures else _("本年盈余尚未录入")


def _not_reached(home: HomeFigures) -> str:
    """`1 户没有发到`, empty where every household has its money."""
    payment = home.open_payment
    if payment is None:
        return ""
    n = payment.households
    return ngettext("{n} 户没有发到", "{n} 户没有发到", n).format(n=f"{n:,}")


def _loss_due(home: HomeFigures) -> bool:
    return any(task.kind is TaskKind.CLOSE_LOSS for task in home.tasks)


def task_words(task: Task, year: int) -> tuple[str, str, Destination]:
    """The sentence of a task, the word of its link, and where that leads."""
    problem = task.problem
    if problem is not None:
        destination = Destination("members", problem_reference(problem))
        return problem_text(problem), problem_act(problem), destination
    sentence, word, destination = TASKS[task.kind]
    if task.payment is not None:
        return payment_words(task.payment), _(word), replace(destination, year=task.payment.year)
    if task.kind is TaskKind.BACKUP and task.urgent:
        sentence = N_("账套还没有备份过")
    return _(sentence).format(n=f"{task.count:,}", year=year), _(word), destination


def payment_words(payment: OpenPayment) -> str:
    """How many households of the year have not got their money, and how much it is."""
    words = ngettext(
        "{year} 年度还有 {n} 户、{sum} 元没有发到",
        "{year} 年度还有 {n} 户、{sum} 元没有发到",
        payment.households,
    )
    return words.format(year=payment.year, n=f"{payment.households:,}", sum=shown(payment.amount))


def key_figures(home: HomeFigures) -> list[Figure]:
    """The four cards: per share, surplus, members and shares, how far the distribution is."""
    return [_per_share(home), _surplus(home), _membership(home), _distributed(home)]


def _per_share(home: HomeFigures) -> Figure:
    amount = home.plan.per_farmer_share if home.plan else None
    note = _against_last_year(home, amount)
    return Figure(_("每股分红（农户）"), shown(amount), note, main=amount is not None)


def _against_last_year(home: HomeFigures, amount: Money | None) -> str:
    before = home.previous.per_farmer_share if home.previous else None
    if before is None:
        first = home.coop is not None and home.coop.founded.year == home.year
        return _("首年") if first else _("上年无分配")
    if amount is None:
        return _("上年 {amount}").format(amount=shown(before))
    change = amount - before
    if not change:
        return _("与上年持平")
    sign = "+" if change.fen > 0 else ""
    return _("较上年 {change}").format(change=f"{sign}{shown(change)}")


def _surplus(home: HomeFigures) -> Figure:
    figures = home.figures
    if figures is None:
        return Figure(_("本年盈余"), "—", _("尚未录入"))
    note = _("收入 {income} − 支出 {costs}").format(income=shown(figures.income), costs=shown(figures.costs))
    return Figure(_("本年盈余"), shown(figures.surplus), note)


def _membership(home: HomeFigures) -> Figure:
    farmers = home.farmers
    note = ngettext("农户 {n} 户，{shares} 股", "农户 {n} 户，{shares} 股", farmers.members)
    said = note.format(n=f"{farmers.members:,}", shares=format_quantity(farmers.shares))
    if home.day != home.today:
        said = f"{home.day.isoformat()}{mark('：')}{said}"
    value = f"{home.members:,} / {format_quantity(home.shares)}"
    return Figure(_("成员 / 股份"), value, said)


def _distributed(home: HomeFigures) -> Figure:
    plan = home.plan
    if plan is not None:
        note = _("结转下年 {amount}").format(amount=shown(plan.carried.total))
        return Figure(_("本年分配"), shown(plan.gross), note)
    if home.closed is not None:
        note = _("结转下年 {amount}").format(amount=shown(home.closed))
        return Figure(_("本年分配"), _("不分配"), note)
    if _loss_due(home):
        return Figure(_("本年分配"), "—", _("亏损待处理"))
    if home.state is PlanState.DRAFT:
        return Figure(_("本年分配"), _("草案"), _("决议后入账"))
    return Figure(_("本年分配"), "—", _("可起草分配方案") if home.figures else _("先录入本年盈余"))


@dataclass(frozen=True)
class Stage:
    """One stage of a year's distribution: what it is, what came of it, whether it is behind us."""

    title: str
    note: str
    done: bool


def year_stages(home: HomeFigures) -> list[Stage]:
    """How far the year's distribution is, stage by stage, with the date or figure each yielded."""
    figures, plan = home.figures, home.plan
    if home.closed is not None or _loss_due(home):
        left = "" if home.closed is None else _("结转下年 {amount}").format(amount=shown(home.closed))
        return [
            Stage(_("录入盈余"), shown(figures.surplus) if figures else "", True),
            Stage(_("亏损处理决议"), left, home.closed is not None),
        ]
    resolution = plan.resolution if plan else None
    paid_on, left = plan.paid_on if plan else None, _not_reached(home)
    drafted = plan is not None or home.state is PlanState.DRAFT
    record = _("股权登记日 {day}").format(day=plan.record_date.isoformat()) if plan else ""
    resolved = f"{_numbered(resolution.number)} {resolution.day.isoformat()}" if resolution else ""
    return [
        Stage(_("录入盈余"), shown(figures.surplus) if figures else "", figures is not None),
        Stage(_("起草方案"), record, drafted),
        Stage(_("大会决议"), resolved, resolution is not None),
        Stage(
            _("打印、发放"),
            left or (paid_on.isoformat() if paid_on else ""),
            paid_on is not None and not left,
        ),
    ]


def _numbered(number: str) -> str:
    return _("第 {number} 号").format(number=number) if number.isdigit() else number


def shown(amount: Money | None) -> str:
    """An amount as the page shows it: `—` for none, a real minus sign."""
    return "—" if amount is None else format_money(amount).replace("-", MINUS)


def year_chart(home: HomeFigures) -> Chart:
    """每股分红 by year, a gap for every year between without a plan; the year in question stands out."""
    by_year = {plan.year: plan for plan in home.history if plan.per_farmer_share is not None}
    if not by_year:
        return bar_chart([])
    newest = max(by_year)
    oldest = max(min(by_year), newest - YEARS_SHOWN + 1)
    years = range(oldest, newest + 1)
    main = years.index(home.year) if home.year in years else None
    return bar_chart([(str(year), _dividend_fen(by_year.get(year))) for year in years], main)


def _dividend_fen(plan: PlanSummary | None) -> int | None:
    amount = plan.per_farmer_share if plan else None
    return amount.fen if amount else None
