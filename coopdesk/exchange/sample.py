"""Reads the sample co-operative that travels with the program (``resources/sample``); every person in it is made up."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from coopdesk.domain.coop.share_class import ShareClass
from coopdesk.domain.distribution.resolution import Resolution
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import parse_quantity
from coopdesk.paths import resource
from coopdesk.services.coop.values import CoopDetails, YearFigures
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.sample_book import Sample, SampleMember, SampleYear

_FILE = "linge.json"


def linge() -> Sample:
    """The flower growers' co-op 林阁; ``sample.damaged`` when its file cannot be read."""
    try:
        data = json.loads(resource("sample", _FILE).read_text(encoding="utf-8"))
        return _sample(data)
    except (OSError, ValueError, KeyError) as error:
        raise EnvironmentFault("sample.damaged", name=_FILE) from error


def _sample(data: dict[str, Any]) -> Sample:
    coop, share_class = data["coop"], data["share_class"]
    founded = date.fromisoformat(coop.pop("founded"))
    return Sample(
        coop=CoopDetails(founded=founded, sample=True, **coop),
        share_class=ShareClass(share_class["code"], share_class["label"], Money.parse(share_class["par"])),
        members=tuple(_member(entry, founded) for entry in data["members"]),
        years=tuple(_year(entry) for entry in data["years"]),
    )


def _member(entry: dict[str, str], joined: date) -> SampleMember:
    shares, document = entry.pop("shares"), entry.pop("document")
    kind = MemberKind(entry.pop("kind"))
    member = Member(entry.pop("number"), entry.pop("name"), kind, joined)
    return SampleMember(replace(member, **entry), parse_quantity(shares), document)  # type: ignore[arg-type]  # texts only


def _year(entry: dict[str, Any]) -> SampleYear:
    resolution, paid = entry["resolution"], entry["paid"]
    return SampleYear(
        figures=YearFigures(
            year=entry["year"],
            income=Money.parse(entry["income"]),
            costs=Money.parse(entry["costs"]),
            source=entry["source"],
        ),
        record_date=date.fromisoformat(entry["record_date"]),
        template=entry["template"],
        resolution=Resolution(**{**resolution, "day": date.fromisoformat(resolution["day"])}),
        paid_on=date.fromisoformat(paid["day"]),
        payment_method=paid["method"],
    )
