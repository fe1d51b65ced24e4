"""The names of a scheme's parts, as they are kept and printed, by whatever way the scheme came."""

from dataclasses import replace
from typing import TypeVar

from coopdesk.domain.distribution.scheme import Appropriation, Line, Rebate, Scheme
from coopdesk.domain.errors import DomainError
from coopdesk.domain.text import clean_text

_Part = TypeVar("_Part", Line, Appropriation, Rebate)


def cleaned_scheme(scheme: Scheme) -> Scheme:
    """The scheme with every name cleaned as in the window (``domain.text``).

    Raises ``text.character`` for a character no text can keep, and ``scheme.label_missing`` for a name of nothing that
    anybody sees; its ``part`` is the id of what has it.
    """
    return replace(
        scheme,
        tiers=tuple(tuple(map(_cleaned, tier)) for tier in scheme.tiers),
        appropriations=tuple(map(_cleaned, scheme.appropriations)),
        rebates=tuple(map(_cleaned, scheme.rebates)),
    )


def _cleaned(part: _Part) -> _Part:
    label = clean_text(part.label)
    if not label:
        raise DomainError("scheme.label_missing", part=part.id)
    return replace(part, label=label)
