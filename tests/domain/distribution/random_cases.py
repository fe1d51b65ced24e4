"""Case files made up at random: small rolls, every basis and pool, registers with transfers, and some bad ones.

Figures are small and uneven on purpose, so that remainders, ties and empty groups come up often.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

KINDS = (
    "farmer",
    "farmer",
    "farmer",
    "village_collective",
    "supply_coop",
    "enterprise",
    "founder",
    "manager",
    "other",
)
CLASSES = ("ordinary", "land", "capital")
PRECISIONS = ("0.01", "0.05", "0.1", "0.5", "1", "5", "10", "50", "100")
MEASURES = (
    "shares",
    "shares",
    "equal",
    "capital",
    "account_total",
    "trade_amount",
    "trade_quantity",
    "land_mu",
    "工分",
)


def random_case(seed: int) -> dict[str, Any]:
    """A case of good form; by the contract it may still have to be refused."""
    return _Maker(Random(seed)).case()


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.ids = [f"M{number}" for number in range(1, random.randint(1, 8) + 1)]
        self.lines: list[str] = []

    def case(self) -> dict[str, Any]:
        start = date(2020, 1, 1) + timedelta(self.random.randint(-20, 60))
        end = start + timedelta(self.random.randint(0, 120))
        record_date = start + timedelta(self.random.randint(-10, 130))
        case = {
            "format": "coopdesk-case/1",
            "record_date": record_date.isoformat(),
            "period": {"start": start.isoformat(), "end": end.isoformat()},
            "members": [{"id": each, "name": each, "kind": self.random.choice(KINDS)} for each in self.ids],
            "share_entries": self.entries(),
            "accounts": [self.account(each) for each in self.some(self.ids)],
            "trades": [self.trade() for _ in range(self.random.choice((0, 4, 6, 8)))],
            "land": [
                {"member": self.member(), "area_mu": self.decimal(9, 3)}
                for _ in range(self.random.randint(0, 4))
            ],
            "measures": [
                {"member": self.member(), "measure": "工分", "value": self.decimal(40, 2)}
                for _ in range(self.random.choice((0, 2, 4, 6)))
            ]
            + [
                {
                    "member": each,
                    "measure": "系数",
                    "value": self.random.choice(("0.5", "1", "1.25", "0", "2")),
                }
                for each in self.some(self.ids)
            ],
            "surplus": self.surplus(),
            "scheme": self.scheme(),
        }
        empty = [key for key, value in case.items() if value == [] and self.random.random() < 0.5]
        return {key: value for key, value in case.items() if key not in empty}

    def entries(self) -> list[dict[str, str]]:
        """Mostly everybody begins with enough to give; in some registers somebody falls below 0."""
        begin = self.random.random() < 0.85
        entries = [self.entry("allotment", 12, day=0, to=each) for each in self.ids if begin or self.chance()]
        entries += [
            self.entry("subscription", 12, to=each)
            for each in self.ids
            for _ in range(self.random.randint(0, 1))
        ]
        for _ in range(self.random.randint(0, 3)):
            giver, taker = self.member(), self.member()
            if giver != taker:
                entries.append(self.entry("transfer", 1, giver=giver, to=taker))
        if self.random.random() < 0.3:
            entries.append(self.entry("redemption", 1, giver=self.member()))
        self.random.shuffle(entries)
        return entries

    def entry(
        self, kind: str, most: int, day: int | None = None, giver: str = "", to: str = ""
    ) -> dict[str, str]:
        begin = date(2019, 10, 1)
        on = begin + timedelta(self.random.randint(1, 250) if day is None else day)
        entry = {
            "date": on.isoformat(),
            "kind": kind,
            "shares": self.decimal(most, self.random.choice((0, 0, 1, 6))),
        }
        if self.random.random() < (0.05 if giver else 0.3) and day is None:
            entry["class"] = self.random.choice(CLASSES)
        return entry | ({"from": giver} if giver else {}) | ({"to": to} if to else {})

    def account(self, member: str) -> dict[str, str]:
        parts = {part: self.decimal(3000, 2) for part in ("reserve", "subsidy", "donation") if self.chance()}
        return {"member": member, "capital": self.decimal(5000, 2), **parts}

    def trade(self) -> dict[str, str]:
        """Now and then goods are brought back; seldom more than were traded."""
        product = self.random.choice(("鲜蛋", "盆景"))
        sign, most = ("-", 9) if self.random.random() < 0.2 else ("", 99)
        return {
            "member": self.member(),
            "product": product,
            "quantity": sign + self.decimal(most, 3),
            "amount": sign + self.decimal(10 * most, 2),
        }

    def surplus(self) -> dict[str, str]:
        current = self.decimal(100_000, 2)
        surplus = {"current_year": f"-{current}" if self.random.random() < 0.1 else current}
        if self.chance():
            surplus["opening"] = self.random.choice(("", "-")) + self.decimal(20_000, 2)
        if self.chance():
            surplus["transfers_in"] = self.decimal(9_000, 2)
        return surplus

    def scheme(self) -> dict[str, Any]:
        appropriations = [self.appropriation(number) for number in range(self.random.randint(0, 2))]
        tiers = [
            [self.line() for _ in range(self.random.randint(0 if self.random.random() < 0.1 else 1, 3))]
            for _ in range(self.random.choice((0, 1, 1, 1, 2, 3)))
        ]
        scheme: dict[str, Any] = {"appropriations": appropriations, "tiers": tiers}
        if self.lines and len(self.ids) > 1:
            scheme["rebates"] = [self.rebate(number) for number in range(self.random.choice((0, 0, 1, 2)))]
        if self.lines:
            scheme["withholding"] = [self.withholding() for _ in range(self.random.choice((0, 0, 1, 2)))]
        if self.chance():
            scheme["precision"] = self.random.choice(PRECISIONS)
        if self.random.random() < 0.7:
            scheme["leftover"] = self.random.choice(("carry", "largest_remainder", "half_up", "half_up"))
        if self.chance():
            scheme["include_opening"] = self.random.choice((True, False))
        return scheme

    def appropriation(self, number: int) -> dict[str, str]:
        how = {"rate": self.rate(0.2)} if self.chance() else {"amount": self.decimal(500, 2)}
        return {"id": f"a{number}", "label": "公积金", **how}

    def line(self) -> dict[str, Any]:
        line: dict[str, Any] = {"id": f"l{len(self.lines)}", "label": "分红"}
        self.lines.append(line["id"])
        if self.random.random() < 0.3:
            line["kind"] = "patronage"
        line["pool"] = self.random.choice(
            (
                {"rest": True},
                {"rate": self.rate(0.5)},
                {"rate": self.rate(0.3)},
                {"amount": self.decimal(5000, 2)},
                {"per_unit": self.decimal(5, 2)},
                {"per_unit": self.decimal(20, self.random.choice((0, 4, 6)))},
            )
        )
        if ("amount" in line["pool"] or "per_unit" in line["pool"]) and self.random.random() < 0.7:
            line["pool"]["at_most"] = "rest"
        line["basis"] = self.basis()
        if self.chance():
            line["eligible"] = self.eligible()
        return line

    def basis(self) -> dict[str, Any]:
        basis: dict[str, Any] = {"measure": self.random.choice(MEASURES)}
        if basis["measure"] == "shares":
            basis["weighting"] = self.random.choice(("record_date", "record_date", "days", "months"))
            if self.random.random() < 0.2:
                basis["classes"] = self.some(CLASSES) or ["land"]
        if basis["measure"].startswith("trade") and self.chance():
            basis["product"] = self.random.choice(("鲜蛋", "盆景"))
        if self.random.random() < 0.2:
            basis["cap"] = self.decimal(12, self.random.choice((0, 1, 6)))
        if self.random.random() < 0.2:
            basis["times"] = self.random.choice(("系数", "系数", "系数", "工分"))
        return basis

    def eligible(self) -> Any:
        kinds = {"kinds": sorted({*self.some(KINDS), "farmer"})}
        members = {"members": self.some(self.ids)}
        who: Any = self.random.choice(("all", kinds, kinds, members, {**kinds, **members}, {}))
        if who == {} or (who != "all" and self.random.random() < 0.3):
            members, kinds = {"members": [self.member()]}, {"kinds": self.some(KINDS[3:])}
            who = {**who, "except": members if self.chance() else members | kinds}
        return who

    def rebate(self, number: int) -> dict[str, Any]:
        rebate: dict[str, Any] = {"id": f"r{number}", "label": "二次返利", "from": self.member()}
        rebate["of_lines"] = self.some(self.lines) or [self.lines[-1]]
        if self.chance():
            rebate["rate"] = self.rate(1)
        rebate |= {"to": self.eligible(), "basis": self.random.choice(({"measure": "equal"}, self.basis()))}
        self.lines.append(rebate["id"])
        return rebate

    def withholding(self) -> dict[str, Any]:
        withholding: dict[str, Any] = {
            "lines": self.some(self.lines) or [self.lines[0]],
            "rate": self.rate(0.5),
        }
        if self.chance():
            withholding["free"] = self.decimal(400, 2)
        return withholding | ({"eligible": self.eligible()} if self.chance() else {})

    def member(self) -> str:
        return self.random.choice(self.ids)

    def some(self, names: Any) -> list[str]:
        return [name for name in names if self.chance()]

    def chance(self) -> bool:
        return self.random.random() < 0.5

    def rate(self, most: float) -> str:
        return self.random.choice((f"{self.random.randint(0, int(most * 10**6)) / 10**6:.6f}", f"{most:.1f}"))

    def decimal(self, most: int, decimals: int) -> str:
        whole = str(self.random.randint(0, most - 1))
        return (
            f"{whole}.{self.random.randint(1, 10**decimals - 1):0{decimals}d}"
            if decimals
            else str(int(whole) + 1)
        )
