"""Another template's outcome beside the one being edited (方案对比): the same facts, the same appropriations.

Knows no widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import sub

from coopdesk.domain.distribution.engine import CheckedFacts
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.i18n import _
from coopdesk.ui.distribution.explain import Explanation, cell
from coopdesk.ui.distribution.member_rows import MemberFigures
from coopdesk.ui.distribution.outcome import Outcome, of_draft
from coopdesk.ui.distribution.reading import Edit
from coopdesk.ui.distribution.words import money

COMPARED_KEY, DIFFERENCE_KEY = "compared", "difference"
"""Keys of the two columns a comparison adds."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """A template by its title, as a scheme, and what it comes to, beside what is being edited."""

    title: str
    edit: Edit
    outcome: Outcome
    own: Outcome
    """What is being edited comes to, of the same roll."""

    def net(self, row: MemberFigures) -> int:
        """实发 of the same member here, fen."""
        return int(self.outcome.rows.net[row.position])

    def difference(self, row: MemberFigures) -> int:
        """How much more a member gets by what is edited, fen."""
        return row.net - self.net(row)

    def column(self, key: str) -> Sequence[int]:
        """The values of one of the two columns by register position."""
        return self.outcome.rows.net if key == COMPARED_KEY else self._differences

    @cached_property
    def _differences(self) -> Sequence[int]:
        return list(map(sub, self.own.rows.net, self.outcome.rows.net))

    def explain(self, row: MemberFigures, key: str) -> Explanation:
        """How the figure here came about, or how far it is from the one being edited."""
        if key == DIFFERENCE_KEY:
            caption = _("{name}　与“{title}”相差 {sum}").format(
                name=row.name, title=self.title, sum=money(row.net - self.net(row))
            )
            sentence = _("本方案实发 {own} − 对比方案实发 {other} = {sum}。").format(
                own=money(row.net), other=money(self.net(row)), sum=money(row.net - self.net(row))
            )
            return Explanation(caption, sentence, row.number)
        other = self.outcome.rows.row_at(row.position)
        said = cell(self.outcome, self.edit.scheme, self.edit.record_date, other, "net")
        return replace(
            said, caption=_("对比方案“{title}”：{caption}").format(title=self.title, caption=said.caption)
        )


def compare(title: str, filled: Edit, own: Outcome, scheme: Scheme, checked: CheckedFacts) -> Comparison:
    """What a template, filled in for these facts, comes to beside a scheme; DomainError where it does not fit."""
    kept = with_settled(filled.scheme, scheme)
    outcome = of_draft(checked.distribute(kept), own.rows.roll)
    return Comparison(title, replace(filled, scheme=kept), outcome, own)


def with_settled(scheme: Scheme, before: Scheme) -> Scheme:
    """A template's scheme with what was settled in the steps before it: appropriations and the opening balance."""
    return replace(scheme, appropriations=before.appropriations, include_opening=before.include_opening)
