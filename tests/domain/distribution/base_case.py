"""One good case that uses every part of the form, and the means to spoil it in one place."""

import copy
import re
from typing import Any

import pytest

from coopdesk.domain.distribution.document import read_case, result_document
from coopdesk.domain.distribution.engine import distribute
from coopdesk.domain.errors import DomainError
from coopdesk.services.redaction import LONGEST_VALUE, one_line
from coopdesk.wording import error_text

BASE: dict[str, Any] = {
    "format": "coopdesk-case/1",
    "record_date": "2019-12-20",
    "period": {"start": "2019-01-01", "end": "2019-12-31"},
    "members": [
        {"id": "G01", "name": "供销社", "kind": "supply_coop"},
        {"id": "F01", "name": "农户甲", "kind": "farmer"},
        {"id": "F02", "name": "农户乙", "kind": "farmer"},
    ],
    "share_entries": [
        {"date": "2019-02-18", "kind": "allotment", "to": "G01", "shares": "5"},
        {"date": "2019-02-18", "kind": "allotment", "to": "F01", "shares": "8"},
        {"date": "2019-03-01", "kind": "transfer", "from": "F01", "to": "F02", "shares": "3"},
    ],
    "accounts": [{"member": "F01", "capital": "1000.00", "reserve": "10.00"}],
    "trades": [{"member": "F01", "product": "盆景", "quantity": "3", "amount": "900.00"}],
    "land": [{"member": "F02", "area_mu": "2.5"}],
    "measures": [{"member": "F02", "measure": "工分", "value": "12"}],
    "surplus": {"current_year": "1000.00", "opening": "-100.00", "transfers_in": "50.00"},
    "scheme": {
        "appropriations": [{"id": "reserve", "label": "公积金", "rate": "0.1"}],
        "tiers": [
            [
                {
                    "id": "patronage",
                    "label": "盈余返还",
                    "kind": "patronage",
                    "pool": {"rate": "0.6"},
                    "basis": {"measure": "trade_amount", "product": "盆景"},
                },
                {
                    "id": "dividend",
                    "label": "按股分红",
                    "pool": {"rest": True},
                    "basis": {"measure": "shares"},
                },
            ]
        ],
        "rebates": [
            {
                "id": "rebate",
                "label": "二次返利",
                "from": "G01",
                "of_lines": ["dividend"],
                "to": {"kinds": ["farmer"]},
                "basis": {"measure": "shares"},
            }
        ],
        "withholding": [{"lines": ["dividend"], "rate": "0.2", "eligible": {"members": ["F01"]}}],
    },
}
LINE = "scheme.tiers[0][1]"
REBATE = "scheme.rebates[0]"
GONE = object()


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """The good case with values put in places, appended to a list past its end, or taken out."""
    case = copy.deepcopy(BASE)
    for path, value in changes:
        *way, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
        place: Any = case
        for step in way:
            place = place[step]
        if value is GONE:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return case


def outcome(case: Any) -> dict[str, Any]:
    return result_document(distribute(*read_case(case)))


def refusal(case: Any) -> tuple[str, object, object]:
    """Code, key and value of the error; the sentence a person reads has both."""
    with pytest.raises(DomainError) as caught:
        outcome(case)
    key, value = caught.value.params["key"], caught.value.params["value"]
    sentence = error_text(caught.value)
    assert str(key) in sentence
    # A line break in what was given does not break the sentence.
    assert one_line(str(value), LONGEST_VALUE) in sentence
    return caught.value.code, key, value


def check_refused(
    area: str, path: str, put: object, code: str, key: str = "", value: str | None = None
) -> None:
    """The key named is the place changed and the value is the one put there, unless said otherwise."""
    found = refusal(changed((path, put)))
    assert found[:2] == (f"{area}.{code}", key or path)
    if value is not None or isinstance(put, str):
        assert found[2] == (put if value is None else value)
