"""What is said of a PC whose date cannot be right."""

from coopdesk.i18n import N_, _, format_date
from coopdesk.services.clock import ClockDoubt, ClockFault

_SENTENCES = {
    ClockFault.BEHIND: N_(
        "电脑的日期 {today} 早于账套最近一次登记的 {newest}；请先核对电脑的日期和时间，再登记"
    ),
    ClockFault.AHEAD: N_(
        "电脑的日期 {today} 比账套最近一次登记的 {newest} 晚了两年以上；请先核对电脑的日期和时间，再登记"
    ),
    ClockFault.WRONG: N_("电脑的日期 {today} 不会是今天；请先核对电脑的日期和时间，再登记"),
}


def clock_text(doubt: ClockDoubt) -> str:
    """The sentence of a doubt, with both days."""
    newest = "" if doubt.newest is None else format_date(doubt.newest)
    return _(_SENTENCES[doubt.fault]).format(today=format_date(doubt.today), newest=newest)
