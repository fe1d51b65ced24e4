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
# Farmers named by their role are farmers.
FARMERS = ("farmer", "founder", "manager")
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


def half_up(amount: Fraction, step: Fraction = FEN) -> Fraction:
    return floor(amount / step + Fraction(1, 2)) * step


def down(amount: Fraction, step: Fraction = FEN) -> Fraction:
    return floor(amount / step) * step


def step_of(case: Case) -> Fraction:
    """One of the nine precisions of the contract."""
    precision = case["scheme"].get("precision", "0.01")
    if Fraction(precision) not in map(Fraction, ("0.01", "0.05", "0.1", "0.5", "1", "5", "10", "50", "100")):
        raise Refused("precision")
    return Fraction(precision)


def leftover_of(case: Case) -> str:
    return str(case["scheme"].get("leftover", "carry"))


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
                # a pool figured from a rate is judged by its rate
                patronage += left * Fraction(line["pool"]["rate"]) if "rate" in line["pool"] else pool
        if taken > left:
            raise Refused("over-distribution")
        left -= taken
    return paid, patronage


def pay_line(case: Case, line: Case, base: Fraction, rest: Fraction) -> tuple[Fraction, Units]:
    """The pool of a line, which is what it takes of its tier, and what everybody gets."""
    if rest < 0:
        raise Refused("over-distribution: the rest is less than nothing")
    how = line["pool"]
    units = measured(case, line["basis"], eligible(case, line.get("eligible", "all")))
    if "per_unit" in how:
        price = Fraction(how["per_unit"])
        paid = {member: rounded(case, price * each) for member, each in units.items()}
        asked = ZERO
    else:
        if not sum(units.values()):
            raise Refused("empty group or basis")
        if "rate" in how:
            asked = down(base * Fraction(how["rate"]))
        else:
            asked = Fraction(how["amount"]) if "amount" in how else rest
        paid = divided(case, asked, units, leftover_of(case))
    by_entitlements = "per_unit" in how or leftover_of(case) == "half_up"
    pool = sum(paid.values(), ZERO) if by_entitlements else asked
    # where it comes to more than the tier's base less the pools before it, the pool is that rest, shared by the basis
    if how.get("at_most") == "rest" and max(pool, asked) > rest:
        # a pool cut by at_most is then rounded down
        leftover = "carry" if leftover_of(case) == "half_up" else leftover_of(case)
        return rest, divided(case, rest, units, leftover)
    return pool, paid


def rounded(case: Case, amount: Fraction) -> Fraction:
    """A figure by itself: down, or half up where the scheme says so."""
    return (half_up if leftover_of(case) == "half_up" else down)(amount, step_of(case))


def divided(case: Case, pool: Fraction, units: Units, leftover: str) -> Units:
    """Rounded down to precision; by largest remainder the pool is exhausted, ties in register order."""
    step = step_of(case)
    total = sum(units.values(), ZERO)
    exact = {member: pool * each / total for member, each in units.items()}
    if leftover == "half_up":
        return {member: half_up(each, step) for member, each in exact.items()}
    paid = {member: down(each, step) for member, each in exact.items()}
    if leftover == "largest_remainder":
        order = [member["id"] for member in case["members"]]
        ranked = sorted(units, key=lambda member: (paid[member] - exact[member], order.index(member)))
        for member in ranked[: floor((pool - sum(paid.values())) / step)]:
            paid[member] += step
    return paid


def eligible(case: Case, who: str | Case) -> list[str]:
    """ "all" (default), {"kinds": [...]}, {"members": [...]}, or both; `except` beside them or alone takes out."""
    members = case["members"]
    admitted = [member["id"] for member in members]
    if isinstance(who, str):
        return admitted
    if "kinds" in who or "members" in who:
        admitted = named(case, who)
    taken_out = named(case, who.get("except", {}))
    return [member for member in admitted if member not in taken_out]


def named(case: Case, who: Case) -> list[str]:
    """Either admits."""
    return [
        member["id"]
        for member in case["members"]
        if member["kind"] in who.get("kinds", []) or member["id"] in who.get("members", [])
    ]


def measured(case: Case, basis: Case, group: Sequence[str]) -> Units:
    """Units of the basis of everybody in the group: those above `cap` do not count; then `times`."""
    counted = count(case, basis)
    weights = weights_of(case, basis)
    units: Units = {}
    for member in group:
        each = counted.get(member, ZERO)
        if "cap" in basis:
            each = min(each, Fraction(basis["cap"]))
        # units x the member's value there (1 for a member without one)
        units[member] = each * weights.get(member, Fraction(1))
        if units[member] < 0:
            raise Refused(f"units of {member} below 0")
    return units


def weights_of(case: Case, basis: Case) -> Units:
    if "times" not in basis:
        return {}
    rows = [each for each in case.get("measures", []) if each["measure"] == basis["times"]]
    if not rows:
        raise Refused("unknown measure")
    return summed((each["member"], each["value"]) for each in rows)


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
    got = max(sum((paid[line].get(giver, ZERO) for line in rebate["of_lines"]), ZERO), ZERO)
    others = [member for member in eligible(case, rebate["to"]) if member != giver]
    units = measured(case, rebate["basis"], others)
    if not sum(units.values()):
        raise Refused("nobody to give to")
    given = divided(case, down(got * Fraction(rebate.get("rate", "1"))), units, leftover_of(case))
    if sum(given.values()) > got:
        raise Refused("giving on more than was got")
    return {**given, giver: -sum(given.values(), ZERO)}


def member_result(member: Case, case: Case, paid: Mapping[str, Units]) -> dict[str, Any]:
    lines = {line: each.get(member["id"], ZERO) for line, each in paid.items()}
    gross = sum(lines.values(), ZERO)
    if gross < 0:
        raise Refused("gives on more than it got")
    tax = ZERO
    for each in case["scheme"].get("withholding", []):
        if member["id"] in eligible(case, each.get("eligible", "all")):
            # per member on the sum of those lines less `free` yuan a person (never on less than 0), half up to the fen
            taxed = sum(lines[line] for line in each["lines"]) - Fraction(each.get("free", "0"))
            tax += half_up(max(taxed, ZERO) * Fraction(each["rate"]))
    return {"lines": lines, "gross": gross, "tax": tax}


def findings(case: Case, patronage: Fraction, distributable: Fraction) -> list[str]:
    kinds = [member["kind"] for member in case["members"]]
    organisations = sum(kind in ORGANISATIONS for kind in kinds)
    found = []
    if organisations > (1 if len(kinds) <= 20 else Fraction(len(kinds) * 5, 100)):
        found.append("ART20_ORGANISATIONS")
    if Fraction(sum(kind in FARMERS for kind in kinds), len(kinds)) < Fraction(80, 100):
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
