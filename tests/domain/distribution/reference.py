"""The contract of ``tests/cases/README.md`` once more, slowly and in fractions, written from its text alone.

Shares nothing with the program: it reads the same JSON and must come to the same answer. Sentences of the contract
stand beside what they became.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

FEN = Fraction(1, 100)
ZERO = Fraction(0)
ORGANISATIONS = ("enterprise", "institution", "social_organisation", "supply_coop", "village_collective")
Units = dict[str, Fraction]
Case = Mapping[str, Any]


class Refused(Exception):
    """The contract calls this case bad."""


def evaluate(case: Case) -> dict[str, Any]:
    """The result document of a case of good form; raises Refused where the contract says error."""
    check_register(case)
    scheme = case["scheme"]
    current = Fraction(case["surplus"]["current_year"])
    opening = Fraction(case["surplus"].get("opening", "0"))
    # loss = min(max(current_year, 0), max(-opening, 0)); base = current_year - loss
    base = current - min(max(current, ZERO), max(-opening, ZERO))
    appropriations = {each["id"]: appropriation(each, base) for each in scheme.get("appropriations", [])}
    # distributable = base - appropriations + transfers_in, plus a positive opening where include_opening is true
    distributable = base - sum(appropriations.values()) + Fraction(case["surplus"].get("transfers_in", "0"))
    if scheme.get("include_opening", False) and opening > 0:
        distributable += opening
    if distributable < 0:
        raise Refused("nothing distributable")
    paid, patronage = pay_tiers(case, distributable)
    for rebate in scheme.get("rebates", []):
        paid[rebate["id"]] = give_on(case, rebate, paid)
    members = {member["id"]: member_result(member, case, paid) for member in case["members"]}
    gross = sum((each["gross"] for each in members.values()), ZERO)
    tax = sum((each["tax"] for each in members.values()), ZERO)
    return {
        "appropriations": {each: yuan(amount) for each, amount in appropriations.items()},
        "distributable": yuan(distributable),
        "carried_forward": yuan(distributable - gross),
        "members": {member: shown(each) for member, each in members.items()},
        "totals": {"gross": yuan(gross), "tax": yuan(tax), "net": yuan(gross - tax)},
        "findings": findings(case, patronage, distributable),
    }


def check_register(case: Case) -> None:
    """A holder going below 0 on any day is refused."""
    entries = case.get("share_entries", [])
    for entry in entries:
        if entry.get("from") == entry.get("to") or Fraction(entry["shares"]) <= 0:
            raise Refused("an entry that neither gains nor loses")
    for day in {entry["date"] for entry in entries}:
        for share_class in {class_of(entry) for entry in entries}:
            if any(shares < 0 for shares in holdings(case, date.fromisoformat(day), [share_class]).values()):
                raise Refused("below 0")


def class_of(entry: Case) -> str:
    return str(entry.get("class", "ordinary"))


def appropriation(each: Case, base: Fraction) -> Fraction:
    """Rate is taken of base (never of less than 0), rounded half up to the fen."""
    if "amount" in each:
        return Fraction(each["amount"])
    return half_up(max(base, ZERO) * Fraction(each["rate"]))


def half_up(amount: Fraction) -> Fraction:
    return floor(amount / FEN + Fraction(1, 2)) * FEN


def down(amount: Fraction, step: Fraction = FEN) -> Fraction:
    return floor(amount / step) * step


def pay_tiers(case: Case, distributable: Fraction) -> tuple[dict[str, Units], Fraction]:
    """All lines of a tier are figured on what is left when the tier begins; also what patronage lines take."""
    paid: dict[str, Units] = {}
    patronage = ZERO
    left = distributable
    for tier in case["scheme"]["tiers"]:
        taken = ZERO
        for line in tier:
            pool, paid[line["id"]] = pay_line(case, line, left, left - taken)
            taken += pool
            if line.get("kind") == "patronage":
                patronage += pool
        if taken > left:
            raise Refused("over-distribution")
        left -= taken
    return paid, patronage


def pay_line(case: Case, line: Case, base: Fraction, rest: Fraction) -> tuple[Fraction, Units]:
    pool, group = line["pool"], eligible(case, line.get("eligible", "all"))
    units = measured(case, line["basis"], group)
    total = sum(units.values())
    step = Fraction(case["scheme"].get("precision", "0.01"))
    if "per_unit" in pool:
        paid = {member: down(Fraction(pool["per_unit"]) * each, step) for member, each in units.items()}
        return sum(paid.values(), ZERO), paid
    if not total:
        raise Refused("empty group or basis")
    if "rate" in pool:
        amount = down(base * Fraction(pool["rate"]))
    else:
        amount = Fraction(pool["amount"]) if "amount" in pool else rest
    if amount < 0:
        raise Refused("over-distribution: the rest is less than nothing")
    return amount, divided(case, amount, units)


def divided(case: Case, pool: Fraction, units: Units) -> Units:
    """Rounded down to precision; by largest remainder the pool is exhausted, ties in register order."""
    step = Fraction(case["scheme"].get("precision", "0.01"))
    total = sum(units.values(), ZERO)
    exact = {member: pool * each / total for member, each in units.items()}
    paid = {member: down(each, step) for member, each in exact.items()}
    if case["scheme"].get("leftover", "carry") == "largest_remainder":
        order = [member["id"] for member in case["members"]]
        ranked = sorted(units, key=lambda member: (paid[member] - exact[member], order.index(member)))
        for member in ranked[: floor((pool - sum(paid.values())) / step)]:
            paid[member] += step
    return paid


def eligible(case: Case, who: str | Case) -> list[str]:
    """ "all" (default), {"kinds": [...]}, {"members": [...]}, or both together (either admits)."""
    if isinstance(who, str):
        return [member["id"] for member in case["members"]]
    kinds, named = who.get("kinds", []), who.get("members", [])
    return [member["id"] for member in case["members"] if member["kind"] in kinds or member["id"] in named]


def measured(case: Case, basis: Case, group: Sequence[str]) -> Units:
    """Units of the basis of everybody in the group."""
    units = count(case, basis)
    return {member: units.get(member, ZERO) for member in group}


def count(case: Case, basis: Case) -> Units:
    measure = basis["measure"]
    if measure == "shares":
        return share_units(case, basis)
    if measure == "equal":
        return {member["id"]: Fraction(1) for member in case["members"]}
    if measure == "capital":
        return summed((each["member"], each["capital"]) for each in case.get("accounts", []))
    if measure == "account_total":
        parts = ("capital", "reserve", "subsidy", "donation")
        return summed(
            (each["member"], each.get(part, "0")) for each in case.get("accounts", []) for part in parts
        )
    if measure in ("trade_amount", "trade_quantity"):
        wanted = measure.removeprefix("trade_")
        trades = [
            each
            for each in case.get("trades", [])
            if basis.get("product", each["product"]) == each["product"]
        ]
        return summed((each["member"], each[wanted]) for each in trades)
    if measure == "land_mu":
        return summed((each["member"], each["area_mu"]) for each in case.get("land", []))
    rows = [each for each in case.get("measures", []) if each["measure"] == measure]
    if not rows:
        raise Refused("unknown measure")
    return summed((each["member"], each["value"]) for each in rows)


def summed(pairs: Any) -> Units:
    units: Units = {}
    for member, value in pairs:
        units[member] = units.get(member, ZERO) + Fraction(value)
    return units


def share_units(case: Case, basis: Case) -> Units:
    weighting, classes = basis.get("weighting", "record_date"), basis.get("classes")
    if weighting == "record_date":
        return holdings(case, date.fromisoformat(case["record_date"]), classes)
    day = date.fromisoformat(case["period"]["start"])
    end = date.fromisoformat(case["period"]["end"])
    units: Units = {}
    while day <= end:
        last_of_month = (day + timedelta(1)).day == 1
        if weighting == "days" or last_of_month:
            for member, shares in holdings(case, day, classes).items():
                units[member] = units.get(member, ZERO) + shares
        day += timedelta(1)
    return units


def holdings(case: Case, day: date, classes: Sequence[str] | None) -> Units:
    """``from`` loses, ``to`` gains, at the start of ``date``."""
    held: Units = {}
    for entry in case.get("share_entries", []):
        if date.fromisoformat(entry["date"]) <= day and (classes is None or class_of(entry) in classes):
            for side, sign in (("to", 1), ("from", -1)):
                if side in entry:
                    held[entry[side]] = held.get(entry[side], ZERO) + sign * Fraction(entry["shares"])
    return held


def give_on(case: Case, rebate: Case, paid: Mapping[str, Units]) -> Units:
    """Of what ``from`` got in ``of_lines``, ``rate``, rounded down to the fen, to the others; the rest stays."""
    giver = rebate["from"]
    got = sum((paid[line].get(giver, ZERO) for line in rebate["of_lines"]), ZERO)
    others = [member for member in eligible(case, rebate["to"]) if member != giver]
    units = measured(case, rebate["basis"], others)
    if not sum(units.values()):
        raise Refused("nobody to give to")
    given = divided(case, down(max(got, ZERO) * Fraction(rebate.get("rate", "1"))), units)
    return {**given, giver: -sum(given.values(), ZERO)}


def member_result(member: Case, case: Case, paid: Mapping[str, Units]) -> dict[str, Any]:
    lines = {line: each.get(member["id"], ZERO) for line, each in paid.items()}
    gross = sum(lines.values(), ZERO)
    if gross < 0:
        raise Refused("gives on more than it got")
    tax = ZERO
    for each in case["scheme"].get("withholding", []):
        if member["id"] in eligible(case, each.get("eligible", "all")):
            # per member on the sum of those lines (never on less than 0), rounded half up to the fen
            tax += half_up(max(sum(lines[line] for line in each["lines"]), ZERO) * Fraction(each["rate"]))
    return {"lines": lines, "gross": gross, "tax": tax}


def findings(case: Case, patronage: Fraction, distributable: Fraction) -> list[str]:
    kinds = [member["kind"] for member in case["members"]]
    organisations = sum(kind in ORGANISATIONS for kind in kinds)
    found = []
    if organisations > (1 if len(kinds) <= 20 else Fraction(len(kinds) * 5, 100)):
        found.append("ART20_ORGANISATIONS")
    if Fraction(kinds.count("farmer"), len(kinds)) < Fraction(80, 100):
        found.append("ART20_FARMERS_80")
    if patronage < distributable * Fraction(60, 100):
        found.append("ART44_PATRONAGE_60")
    return sorted(found)


def shown(each: Mapping[str, Any]) -> dict[str, Any]:
    lines = {line: yuan(amount) for line, amount in each["lines"].items() if amount}
    return {
        "lines": lines,
        "gross": yuan(each["gross"]),
        "tax": yuan(each["tax"]),
        "net": yuan(each["gross"] - each["tax"]),
    }


def yuan(amount: Fraction) -> str:
    fen = amount / FEN
    assert fen.denominator == 1
    return f"{'-' if fen < 0 else ''}{abs(fen.numerator) // 100}.{abs(fen.numerator) % 100:02d}"
