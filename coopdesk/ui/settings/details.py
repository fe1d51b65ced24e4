"""合作社 and 章程参数: the co-op's details as two sheets over one value, each saving its half of it.

What is typed becomes `CoopDetails`; a half that is not on the sheet is kept from the book. Knows no window.
"""

from dataclasses import fields, replace

from coopdesk.domain.coop.charter import Leftover
from coopdesk.domain.distribution.scheme import PRECISIONS
from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.identity import CreditCode, Phone
from coopdesk.domain.members.leaving import MONTHS_ORGANISATIONS, MONTHS_PERSONS, MOST_MONTHS
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import ZERO
from coopdesk.domain.typed import read_month_day, read_whole
from coopdesk.i18n import _, format_percent
from coopdesk.services.coop.values import CoopDetails
from coopdesk.ui.kit.fields import ChoiceField, DateField, LineField, RateField, TextField
from coopdesk.ui.settings.sheet import Sheet
from coopdesk.wording import step_text

MonthDay = tuple[int, int]


class MonthDayField(LineField[MonthDay]):
    """A day of every year, shown as 12-31."""

    def tidy(self, value: MonthDay) -> None:
        self.set_text(shown_day(value))


_BASIS = ("reserve_by_trade", "reserve_by_equal")
_CHARTER = (
    "reserve_rate",
    *_BASIS,
    "precision",
    "leftover",
    "record_month",
    "record_day",
    "notice_days",
    "months_persons",
    "months_organisations",
    "collective_counts",
)
"""The fields of ``CoopDetails`` that are the charter's; all others are shown among the co-op's details."""


def _part(coop: CoopDetails | None, *, charter: bool) -> tuple[object, ...] | None:
    if coop is None:
        return None
    names = (field.name for field in fields(coop) if (field.name in _CHARTER) is charter)
    return tuple(getattr(coop, name) for name in names)


class CoopSheet(Sheet):
    """合作社: whose book it is, as printed on every paper, and the people who sign."""

    def __init__(self) -> None:
        super().__init__(_("合作社"), _("名称、代码和负责人印在分红单、签领表和公示上。"))
        self.name = TextField(_("合作社名称"), required=True)
        self.name.wide = True  # names of co-ops are long
        self.code = TextField(_("统一社会信用代码"), lambda typed: str(CreditCode.parse(typed)))
        self.founded = DateField(_("成立日期"), required=True)
        self.phone = TextField(_("联系电话"), lambda typed: str(Phone.parse(typed)))
        self.address = TextField(_("住所"))
        self.address.wide = True
        self.chair = TextField(_("理事长"))
        self.supervisor = TextField(_("监事长"))
        self.finance = TextField(_("财务负责人"))
        self.accountant = TextField(_("会计"))
        self.group("", [self.name, self.code, self.founded, self.phone, self.address])
        self.group(_("负责人"), [self.chair, self.supervisor, self.finance, self.accountant])

    @staticmethod
    def part_of(coop: CoopDetails | None) -> tuple[object, ...] | None:
        """What of the book this sheet shows; None while there is nothing."""
        return _part(coop, charter=False)

    def show_coop(self, coop: CoopDetails | None) -> None:
        """Show the details of the book."""
        self.fill(
            {
                self.name: coop.name if coop else "",
                self.code: coop.credit_code if coop else "",
                self.founded: coop.founded.isoformat() if coop else "",
                self.phone: coop.phone if coop else "",
                self.address: coop.address if coop else "",
                self.chair: coop.chair if coop else "",
                self.supervisor: coop.supervisor if coop else "",
                self.finance: coop.finance_officer if coop else "",
                self.accountant: coop.accountant if coop else "",
            }
        )

    def details(self, held: CoopDetails | None) -> CoopDetails:
        """What is typed, over what the book holds; call it only when every field fits."""
        founded = self.founded.value()
        if founded is None:
            raise DomainError("date.invalid", value=self.founded.text())
        name = self.name.value() or ""
        base = held if held is not None else CoopDetails(name, founded)
        return replace(
            base,
            name=name,
            founded=founded,
            credit_code=self.code.value() or "",
            phone=self.phone.value() or "",
            address=self.address.value() or "",
            chair=self.chair.value() or "",
            supervisor=self.supervisor.value() or "",
            finance_officer=self.finance.value() or "",
            accountant=self.accountant.value() or "",
        )


class CharterSheet(Sheet):
    """章程参数: what a new distribution begins with."""

    def __init__(self) -> None:
        super().__init__(
            _("章程参数"), _("新起草的分配方案按这里的比例和规则预填，当年仍可改动；已决议的方案不受影响。")
        )
        self.rate = RateField(
            _("公积金提取比例"),
            hint=_("按章程，占弥补亏损后盈余的百分比；不提填 0%"),
        )
        self.day = MonthDayField(
            _("股权登记日"), read_month_day, required=True, hint=_("每年按这一天的股份分配，如 12-31")
        )
        self.precision = ChoiceField(
            _("金额算到"),
            [(step, step_text(step.fen)) for step in PRECISIONS],
            hint=_("每人每项金额的最小单位"),
        )
        self.leftover = ChoiceField(
            _("尾差"),
            [
                (Leftover.CARRY, _("结转下年")),
                (Leftover.LARGEST_REMAINDER, _("按最大余数分完")),
                (Leftover.HALF_UP, _("每户四舍五入，差额由盈余负担")),
            ],
            hint=_("除不尽的零头怎样处理"),
        )
        self.basis = [
            RateField(_("按交易额"), hint=_("按成员与本社的交易额量化的部分；没有填 0%")),
            RateField(_("按成员平均"), hint=_("每个成员一样多的部分；这两部分之外的按出资额量化")),
        ]
        self.notice = LineField(_("公示天数"), read_days, required=True, hint=_("分配方案张榜公布的天数"))
        self.group(_("提取和金额"), [self.rate, self.precision, self.leftover])
        self.months = LineField(
            _("退社提前月数"), read_months, required=True, hint=_("会计年度终了前提出；法定 3 个月")
        )
        self.months_organisations = LineField(
            _("单位退社提前"), read_months, required=True, hint=_("企业、事业单位等；法定 6 个月")
        )
        self.collective = ChoiceField(
            _("村集体"),
            [(True, _("第二十条计为单位成员")), (False, _("第二十条不计为单位成员"))],
        )
        self.group(_("公积金量化到成员（合作社法第四十二条）"), self.basis)
        self.group(
            _("日期和成员"),
            [self.day, self.notice, self.months, self.months_organisations, self.collective],
        )

    @staticmethod
    def part_of(coop: CoopDetails | None) -> tuple[object, ...] | None:
        """What of the book this sheet shows; None while there is nothing."""
        return _part(coop, charter=True)

    def show_coop(self, coop: CoopDetails | None) -> None:
        """Show the parameters of the book, the usual ones where there are none yet."""
        self.precision.choose(coop.precision if coop else Money(1))
        self.leftover.choose(coop.leftover if coop else Leftover.CARRY)
        self.collective.choose(coop.collective_counts if coop else True)
        self.fill(
            {
                self.rate: format_percent(coop.reserve_rate if coop else ZERO),
                **{
                    field: format_percent(getattr(coop, name) if coop else ZERO)
                    for field, name in zip(self.basis, _BASIS, strict=True)
                },
                self.day: shown_day((coop.record_month, coop.record_day) if coop else (12, 31)),
                self.notice: str(coop.notice_days if coop else 7),
                self.months: str(coop.months_persons if coop else MONTHS_PERSONS),
                self.months_organisations: str(coop.months_organisations if coop else MONTHS_ORGANISATIONS),
            }
        )

    def details(self, held: CoopDetails | None) -> CoopDetails:
        """What is typed, over what the book holds; ``coop.name_missing`` while the co-op has no details yet."""
        if held is None:
            raise DomainError("coop.name_missing")
        month, day = self.day.value() or (held.record_month, held.record_day)
        notice, collective = self.notice.value(), self.collective.value()
        persons, organisations = self.months.value(), self.months_organisations.value()
        return replace(
            held,
            reserve_rate=self.rate.value() or ZERO,
            reserve_by_trade=self.basis[0].value() or ZERO,
            reserve_by_equal=self.basis[1].value() or ZERO,
            precision=self.precision.value() or held.precision,
            leftover=self.leftover.value() or held.leftover,
            record_month=month,
            record_day=day,
            notice_days=held.notice_days if notice is None else notice,
            months_persons=held.months_persons if persons is None else persons,
            months_organisations=held.months_organisations if organisations is None else organisations,
            collective_counts=held.collective_counts if collective is None else collective,
        )


def read_months(typed: str) -> int:
    """A number of months from 0 to 12; ``field.whole_number`` or ``coop.months_of_notice`` otherwise."""
    months = read_whole(typed)
    if not 0 <= months <= MOST_MONTHS:
        raise DomainError("coop.months_of_notice", months=months)
    return months


def read_days(typed: str) -> int:
    """A number of days of 1 and more; ``field.whole_number`` or ``coop.notice_days`` otherwise."""
    days = read_whole(typed, ("天", "日"))
    if days < 1:
        raise DomainError("coop.notice_days", days=days)
    return days


def shown_day(day: MonthDay) -> str:
    """`12-31`."""
    return f"{day[0]:02d}-{day[1]:02d}"
