"""合作社 and 章程参数: the co-op's details as two sheets over one value, each saving its half of it.

What is typed becomes `CoopDetails`; a half that is not on the sheet is kept from the book. Knows no window.
"""

import re
from calendar import monthrange
from dataclasses import replace

from coopdesk.domain.distribution.scheme import PRECISIONS, Leftover
from coopdesk.domain.errors import DomainError
from coopdesk.domain.identity import CreditCode, Phone
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE, ZERO, Quantity, parse_quantity
from coopdesk.i18n import _, format_percent
from coopdesk.services.values import CoopDetails
from coopdesk.ui.kit.fields import ChoiceField, DateField, LineField, TextField
from coopdesk.ui.settings.sheet import Sheet
from coopdesk.wording import step_text

_LEAP_YEAR = 2020
_PERCENT = 100
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2})")
MonthDay = tuple[int, int]


class PercentField(LineField[Quantity]):
    """A rate, typed and shown as percent."""

    def tidy(self, value: Quantity) -> None:
        self.set_text(format_percent(value))


class MonthDayField(LineField[MonthDay]):
    """A day of every year, shown as 12-31."""

    def tidy(self, value: MonthDay) -> None:
        self.set_text(shown_day(value))


class CoopSheet(Sheet):
    """合作社: whose book it is, as printed on every paper, and the people who sign."""

    def __init__(self) -> None:
        super().__init__(_("合作社"), _("名称、代码和负责人印在分红单、签领表和公示上。"))
        self.name = TextField(_("合作社名称"), required=True)
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
        self.rate = PercentField(
            _("公积金提取比例"),
            read_percent,
            required=True,
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
        self.notice = LineField(_("公示天数"), read_days, required=True, hint=_("分配方案张榜公布的天数"))
        self.group(_("提取和金额"), [self.rate, self.precision, self.leftover])
        self.group(_("日期"), [self.day, self.notice])

    def show_coop(self, coop: CoopDetails | None) -> None:
        """Show the parameters of the book, the usual ones where there are none yet."""
        self.precision.choose(coop.precision if coop else Money(1))
        self.leftover.choose(coop.leftover if coop else Leftover.CARRY)
        self.fill(
            {
                self.rate: format_percent(coop.reserve_rate if coop else ZERO),
                self.day: shown_day((coop.record_month, coop.record_day) if coop else (12, 31)),
                self.notice: str(coop.notice_days if coop else 7),
            }
        )

    def details(self, held: CoopDetails | None) -> CoopDetails:
        """What is typed, over what the book holds; ``coop.name_missing`` while the co-op has no details yet."""
        if held is None:
            raise DomainError("coop.name_missing")
        month, day = self.day.value() or (held.record_month, held.record_day)
        notice = self.notice.value()
        return replace(
            held,
            reserve_rate=self.rate.value() or ZERO,
            precision=self.precision.value() or held.precision,
            leftover=self.leftover.value() or held.leftover,
            record_month=month,
            record_day=day,
            notice_days=held.notice_days if notice is None else notice,
        )


def read_percent(typed: str) -> Quantity:
    """A rate of 0 to 100 %, typed with or without the sign; ``field.percent`` otherwise."""
    bare = typed.replace("％", "%").strip().removesuffix("%").strip()
    try:
        percent = parse_quantity(bare)
    except DomainError:
        raise DomainError("field.percent", value=typed) from None
    if not 0 <= percent <= _PERCENT * SCALE or percent % _PERCENT:
        raise DomainError("field.percent", value=typed)
    return Quantity(percent // _PERCENT)


def read_month_day(typed: str) -> MonthDay:
    """A day of every year, 29 February among them; ``field.month_day`` otherwise."""
    match = _MONTH_DAY.fullmatch(typed.strip())
    if match is None:
        raise DomainError("field.month_day", value=typed)
    month, day = int(match[1] or match[3]), int(match[2] or match[4])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        raise DomainError("field.month_day", value=typed)
    return month, day


def read_days(typed: str) -> int:
    """A number of days of 1 and more; ``field.whole_number`` or ``coop.notice_days`` otherwise."""
    bare = typed.strip().removesuffix("天").strip()
    if not (bare.isascii() and bare.isdigit()):
        raise DomainError("field.whole_number", value=typed)
    if int(bare) < 1:
        raise DomainError("coop.notice_days", days=int(bare))
    return int(bare)


def shown_day(day: MonthDay) -> str:
    """`12-31`."""
    return f"{day[0]:02d}-{day[1]:02d}"
