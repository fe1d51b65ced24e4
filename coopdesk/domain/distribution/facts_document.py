"""The facts of a distribution as a document, in the form of ``tests/cases/README.md``, and back.

Pure mapping <-> values. The book keeps every draft's facts in this form, so it must stay readable for ten years: a
change of form needs a new format name, and the old one stays readable.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.distribution.facts import AccountBalance, Facts, LandArea, MeasureValue, Party, Trade
from coopdesk.domain.distribution.reading import (
    read_amount,
    read_choice,
    read_day,
    read_flag,
    read_list,
    read_money,
    read_name,
    read_object,
    read_quantity,
    read_words,
    refuse,
)
from coopdesk.domain.distribution.surplus import Surplus
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.member import MemberKind, MemberRole
from coopdesk.domain.members.share_register import ShareEntry
from coopdesk.domain.period import Period
from coopdesk.domain.quantity import format_quantity

FACTS_FORMAT = "coopdesk-facts/1"
"""Facts by themselves, as the book keeps them: a case without its scheme, with roles, and entries' papers and notes."""
FACTS_REQUIRED = ("format", "record_date", "period", "members", "surplus")
FACTS_OPTIONAL = ("share_entries", "accounts", "trades", "land", "measures")
_BATCH = 2_000
_ENTRY_PAPERS = ("document", "note")
_OF_BOOK = ("role", "entitled")


def read_facts(document: Mapping[str, Any]) -> Facts:
    """Facts from what ``facts_text`` wrote; every ``DomainError`` names the key and the value."""
    read_object(document, "", FACTS_REQUIRED, FACTS_OPTIONAL)
    read_format(document, FACTS_FORMAT)
    return facts_of(document, of_book=True)


def read_format(document: Mapping[str, Any], wanted: str) -> None:
    """Refuse a document of another form or a later version."""
    if document["format"] != wanted:
        refuse("document.format", "format", document["format"], wanted=wanted)


def facts_of(document: Mapping[str, Any], of_book: bool = False) -> Facts:
    """The facts among the keys of a document; one ``of_book`` may have what only the book keeps."""

    def entry(value: object, key: str) -> ShareEntry:
        return _read_entry(value, key, _ENTRY_PAPERS if of_book else ())

    def party(value: object, key: str) -> Party:
        return _read_party(value, key, _OF_BOOK if of_book else ())

    return Facts(
        record_date=read_day(document["record_date"], "record_date"),
        period=_read_period(document["period"]),
        members=read_list(document["members"], "members", party),
        surplus=_read_surplus(document["surplus"]),
        share_entries=read_list(document.get("share_entries", ()), "share_entries", entry),
        accounts=read_list(document.get("accounts", ()), "accounts", _read_account),
        trades=read_list(document.get("trades", ()), "trades", _read_trade),
        land=read_list(document.get("land", ()), "land", _read_land),
        measures=read_list(document.get("measures", ()), "measures", _read_measure),
    )


def _read_period(value: object) -> Period:
    period = read_object(value, "period", ("start", "end"))
    return Period(read_day(period["start"], "period.start"), read_day(period["end"], "period.end"))


def _read_party(value: object, key: str, of_book: tuple[str, ...]) -> Party:
    party = read_object(value, key, ("id", "name", "kind"), of_book)
    return Party(
        read_name(party["id"], f"{key}.id"),
        read_words(party["name"], f"{key}.name"),
        read_choice(party["kind"], f"{key}.kind", MemberKind),
        read_choice(party["role"], f"{key}.role", MemberRole) if "role" in party else None,
        read_flag(party.get("entitled", True), f"{key}.entitled"),
    )


def _read_surplus(value: object) -> Surplus:
    surplus = read_object(value, "surplus", ("current_year",), ("opening", "transfers_in"))
    return Surplus(**{name: read_money(amount, f"surplus.{name}") for name, amount in surplus.items()})


def _read_entry(value: object, key: str, papers: tuple[str, ...]) -> ShareEntry:
    entry = read_object(value, key, ("date", "kind", "shares"), ("class", "from", "to", *papers))
    return ShareEntry(
        day=read_day(entry["date"], f"{key}.date"),
        kind=read_choice(entry["kind"], f"{key}.kind", EntryKind),
        shares=read_quantity(entry["shares"], f"{key}.shares"),
        giver=read_name(entry["from"], f"{key}.from") if "from" in entry else None,
        taker=read_name(entry["to"], f"{key}.to") if "to" in entry else None,
        share_class=read_name(entry.get("class", ORDINARY), f"{key}.class"),
        document=read_words(entry.get("document", ""), f"{key}.document"),
        note=read_words(entry.get("note", ""), f"{key}.note"),
    )


def _read_account(value: object, key: str) -> AccountBalance:
    account = read_object(value, key, ("member", "capital"), ("reserve", "subsidy", "donation"))
    amounts = {name: read_amount(account[name], f"{key}.{name}") for name in account if name != "member"}
    return AccountBalance(read_name(account["member"], f"{key}.member"), **amounts)


def _read_trade(value: object, key: str) -> Trade:
    trade = read_object(value, key, ("member", "product", "quantity", "amount"))
    return Trade(
        read_name(trade["member"], f"{key}.member"),
        read_name(trade["product"], f"{key}.product"),
        read_quantity(trade["quantity"], f"{key}.quantity"),
        read_money(trade["amount"], f"{key}.amount"),
    )


def _read_land(value: object, key: str) -> LandArea:
    land = read_object(value, key, ("member", "area_mu"))
    return LandArea(
        read_name(land["member"], f"{key}.member"), read_quantity(land["area_mu"], f"{key}.area_mu")
    )


def _read_measure(value: object, key: str) -> MeasureValue:
    measure = read_object(value, key, ("member", "measure", "value"))
    return MeasureValue(
        read_name(measure["member"], f"{key}.member"),
        read_name(measure["measure"], f"{key}.measure"),
        read_quantity(measure["value"], f"{key}.value"),
    )


def facts_text(facts: Facts) -> Iterator[str]:
    """The facts as the book keeps them, as JSON that ``read_facts`` reads back equal.

    It comes piece by piece: a million members must never stand in it all at once.
    """
    yield f'{{"format":{_json(FACTS_FORMAT)}'
    for name, value in _keys(facts):
        yield f",{_json(name)}:"
        if not isinstance(value, Iterator):
            yield _json(value)
            continue
        before = "["
        while batch := list(islice(value, _BATCH)):
            yield before + _json(batch)[1:-1]
            before = ","
        yield "[]" if before == "[" else "]"
    yield "}"


def _keys(facts: Facts) -> Iterator[tuple[str, Any]]:
    """The keys in their order; the rows of a table come one after the other."""
    yield "record_date", _day(facts.record_date)
    yield "period", {"start": _day(facts.period.start), "end": _day(facts.period.end)}
    yield "members", map(_party_document, facts.members)
    if facts.share_entries:
        yield "share_entries", map(_entry_document, facts.share_entries)
    if facts.accounts:
        yield "accounts", map(_account_document, facts.accounts)
    if facts.trades:
        yield "trades", map(_trade_document, facts.trades)
    if facts.land:
        yield "land", ({"member": row.member, "area_mu": _plain(row.area)} for row in facts.land)
    if facts.measures:
        yield "measures", map(_measure_document, facts.measures)
    yield "surplus", _surplus_document(facts.surplus)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _trade_document(row: Trade) -> dict[str, str]:
    return {
        "member": row.member,
        "product": row.product,
        "quantity": _plain(row.quantity),
        "amount": str(row.amount),
    }


def _measure_document(row: MeasureValue) -> dict[str, str]:
    return {"member": row.member, "measure": row.measure, "value": _plain(row.value)}


def _party_document(party: Party) -> dict[str, Any]:
    document: dict[str, Any] = {"id": party.id, "name": party.name, "kind": party.kind.value}
    if party.role is not None:
        document["role"] = party.role.value
    return document if party.entitled else document | {"entitled": False}


def _entry_document(entry: ShareEntry) -> dict[str, str]:
    document = {"date": _day(entry.day), "kind": entry.kind.value}
    if entry.share_class != ORDINARY:
        document["class"] = entry.share_class
    if entry.giver is not None:
        document["from"] = entry.giver
    if entry.taker is not None:
        document["to"] = entry.taker
    document["shares"] = _plain(entry.shares)
    return document | {name: text for name in _ENTRY_PAPERS if (text := getattr(entry, name))}


def _account_document(account: AccountBalance) -> dict[str, str]:
    document = {"member": account.member, "capital": str(account.capital)}
    rest = {"reserve": account.reserve, "subsidy": account.subsidy, "donation": account.donation}
    return document | {name: str(amount) for name, amount in rest.items() if amount}


def _surplus_document(surplus: Surplus) -> dict[str, str]:
    document = {"current_year": str(surplus.current_year)}
    rest = {"opening": surplus.opening, "transfers_in": surplus.transfers_in}
    return document | {name: str(amount) for name, amount in rest.items() if amount}


def _day(day: date) -> str:
    return day.isoformat()


_plain = format_quantity
