"""The law's findings as lines for the eye, with the figures they rest on. Knows no widget."""

from collections.abc import Sequence

from coopdesk.domain.distribution.facts import Party
from coopdesk.domain.distribution.rules import (
    ART20_FARMERS_80,
    ART20_ORGANISATIONS,
    ART44_PATRONAGE_60,
    PATRONAGE_PERCENT,
    counted_kinds,
    organisations_allowed,
)
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.members.member import FARMERS, ORGANISATIONS, MemberKind
from coopdesk.domain.quantity import ONE
from coopdesk.i18n import _, format_percent
from coopdesk.services.coop.values import YearFigures
from coopdesk.ui.distribution.outcome import Outcome
from coopdesk.ui.distribution.reading import Reading
from coopdesk.ui.distribution.words import money
from coopdesk.ui.kit.strips import FindingLine
from coopdesk.wording import finding_text

_ENOUGH = PATRONAGE_PERCENT * ONE // 100


def found_in(reading: Reading | None, outcome: Outcome, scheme: Scheme) -> list[FindingLine]:
    """All findings on what is shown of a year."""
    if reading is None or reading.facts is None:
        return []
    return [*finding_lines(outcome, scheme, reading.facts.members), *opening_lines(reading.figures)]


def finding_lines(outcome: Outcome, scheme: Scheme, members: Sequence[Party]) -> list[FindingLine]:
    """One line for each finding: what the law says, and how it stands among the members of the facts."""
    kinds = counted_kinds(members)
    return [
        FindingLine(finding_text(rule), _standing(rule, outcome, scheme, kinds)) for rule in outcome.findings
    ]


def opening_lines(figures: YearFigures | None) -> list[FindingLine]:
    """One line where the opening balance is not what last year left."""
    if figures is None or not figures.opening_reason:
        return []
    said = _("年初未分配盈余 {opening} 未照上年结转填列").format(opening=money(figures.opening))
    return [FindingLine(said, _("原因：{reason}").format(reason=figures.opening_reason))]


def _standing(rule: str, outcome: Outcome, scheme: Scheme, kinds: Sequence[MemberKind]) -> str:
    members = len(kinds)
    if rule == ART44_PATRONAGE_60:
        return _("本方案返还 {rate}").format(rate=_patronage(outcome, scheme))
    if rule == ART20_FARMERS_80 and members:
        farmers = sum(map(kinds.count, FARMERS))
        share = format_percent(farmers * ONE // members, 1)
        return _("现有农民 {n} 户，占 {share}").format(n=f"{farmers:,}", share=share)
    if rule == ART20_ORGANISATIONS:
        found = sum(map(kinds.count, ORGANISATIONS))
        allowed = organisations_allowed(members)
        return _("现有团体成员 {n} 个，限 {most} 个").format(n=f"{found:,}", most=f"{allowed:,}")
    return ""


def _patronage(outcome: Outcome, scheme: Scheme) -> str:
    marked = {line.id for tier in scheme.tiers for line in tier if line.patronage}
    pools = sum(line.pool.fen for line in outcome.lines if line.id in marked)
    whole = outcome.distributable.fen
    # Rounded down to as many decimals as it takes to be seen below 60 %: 59.99 % is never shown as 60 %.
    share = pools * ONE // whole if whole else 0
    tenths = share // 1_000 * 1_000
    return format_percent(tenths if tenths < _ENOUGH else share, 4)
