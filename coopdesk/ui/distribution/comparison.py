"""Another template's outcome beside the one being edited (方案对比): the same facts, the same appropriations.

Computes by the desk like any preview; knows no widget.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.services.distribution.templates import SchemeTemplate
from coopdesk.ui.distribution.explain import Explanation, cell
from coopdesk.ui.distribution.outcome import MemberFigures, Outcome, of_draft
from coopdesk.ui.distribution.reading import Edit, fill_in
from coopdesk.ui.distribution.words import money
from coopdesk.wording import usual_text

COMPARED_KEY, DIFFERENCE_KEY = "compared", "difference"
"""Keys of the two columns a comparison adds."""


@dataclass(frozen=True)
class Comparison:
    """A template by its title, as a scheme, and what it comes to; a member without a row gets nothing by it."""

    title: str
    edit: Edit
    outcome: Outcome

    def net(self, row: MemberFigures) -> int:
        """实发 of the same member here, fen."""
        other = self._row(row)
        return other.net if other is not None else 0

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
        other = self._row(row) or replace(row, amounts=(0,) * len(self.outcome.lines), gross=0, tax=0)
        said = cell(self.outcome, self.edit.scheme, self.edit.record_date, other, "net")
        return replace(
            said, caption=_("对比方案“{title}”：{caption}").format(title=self.title, caption=said.caption)
        )

    def _row(self, row: MemberFigures) -> MemberFigures | None:
        return self._rows.get(row.number)

    @cached_property
    def _rows(self) -> dict[str, MemberFigures]:
        return {each.number: each for each in self.outcome.rows}


def comparison_of(desk: Desk, template: SchemeTemplate, facts: Facts, scheme: Scheme) -> Comparison:
    """What a template comes to beside a scheme; raises DomainError where it does not fit the roll or the surplus."""
    filled = fill_in(desk, template, facts)
    kept = with_settled(filled.scheme, scheme)
    return Comparison(
        usual_text(template.title),
        replace(filled, scheme=kept),
        of_draft(desk.distribution.preview(facts, kept)),
    )


def with_settled(scheme: Scheme, before: Scheme) -> Scheme:
    """A template's scheme with what was settled in the steps before it: appropriations and the opening balance."""
    return replace(scheme, appropriations=before.appropriations, include_opening=before.include_opening)
