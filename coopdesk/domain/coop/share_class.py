"""Classes of shares (股份种类): a stable code, the label that is printed, the contribution per share."""

from dataclasses import dataclass

from coopdesk.domain.money import Money

ORDINARY = "ordinary"
"""Code of the share class every book begins with (普通股)."""


@dataclass(frozen=True, slots=True)
class ShareClass:
    """A class of shares: stable ``code``, printed ``label`` and the contribution per share (每股出资额) in yuan."""

    code: str
    label: str
    par: Money
