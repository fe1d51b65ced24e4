"""Shares that count as no capital because their class has no 每股出资额: always said.

A class may rightly have none, as shares of quantified property (量化股) were paid for by nobody; then somebody says so.
"""

from collections.abc import Sequence

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.basis import admitted
from coopdesk.domain.distribution.basis_kinds import Measure
from coopdesk.domain.distribution.facts import Facts
from coopdesk.domain.distribution.scheme import Scheme
from coopdesk.domain.members.share_register import holdings_on

_OF_ACCOUNTS = (Measure.CAPITAL, Measure.ACCOUNT_TOTAL)


def uncounted_classes(facts: Facts, scheme: Scheme, classes: Sequence[ShareClass]) -> tuple[ShareClass, ...]:
    """The classes without 每股出资额 held on the record date by whoever takes part in a line that goes by the accounts.

    成员账户 has capital as its first part (Art. 43), and what is left after trade is divided by it (Art. 44).
    """
    concerned = [part for part in scheme.parts if part.basis.measure in _OF_ACCOUNTS]
    if not concerned:
        return ()
    index = {party.id: place for place, party in enumerate(facts.members)}
    taking_part = [admitted(part.eligible, facts.members, index) for part in concerned]
    return tuple(
        each
        for each in classes
        if not each.par
        and any(
            admits is None or admits[index[member]]
            for member in holdings_on(facts.share_entries, facts.record_date, (each.code,))
            for admits in taking_part
        )
    )
