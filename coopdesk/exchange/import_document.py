"""What an import found, as a JSON document and as lines to read; the keys are fixed, other programs rely on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coopdesk.domain.coop.share_class import ORDINARY
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import Quantity, format_quantity
from coopdesk.i18n import _
from coopdesk.services.members.importing.comparing import Comparison
from coopdesk.services.members.importing.findings import Fault, Mended
from coopdesk.services.members.importing.reading import RollReading
from coopdesk.services.members.importing.roll import Roll
from coopdesk.services.members.importing.totals import TotalOf
from coopdesk.wording import error_text
from coopdesk.wording.members.imports import row_name, why_mended

_SHOWN = 20
"""So many members are shown as they were read."""
_TEXTS = ("number", "name", "identity", "group", "phone", "bank", "account", "address", "household")


def import_document(
    reading: RollReading, comparison: Comparison, receipt: int | None = None, refused: Sequence[Fault] = ()
) -> dict[str, Any]:
    """The whole document; `receipt` is the number of the import where it was posted, `refused` what stopped that."""
    roll, found, book = reading.roll, reading.findings, comparison.findings
    errors = [*found.errors, *book.errors, *refused]
    document: dict[str, Any] = {
        "sheet": reading.headings.table.name,
        "header_row": reading.headings.last + 1,
        "columns": {
            column.letters: column.field.value if column.field is not None else ""
            for column in reading.columns
            if column.heading or column.field is not None
        },
        "members": len(roll),
        "persons": reading.persons,
        "kinds": {kind.value: count for kind, count in reading.kinds.items()},
        "shares": {
            code: format_quantity(Quantity(roll.total_of(held))) for code, held in roll.shares.items()
        },
    }
    for name, amounts in roll.amounts.items():
        document[name.value] = str(Money(roll.total_of(amounts)))
    if roll.past:
        document["past"] = _past_sums(roll)
    return document | {
        "new": len(comparison.new),
        "same": len(comparison.same),
        "changed": [_change(each.member.number, each.fields) for each in comparison.changed],
        "mended": [_mended(each) for each in found.mended],
        "errors": [_fault(fault) for fault in errors],
        "warnings": [_fault(fault) for fault in (*found.warnings, *book.warnings)],
        "unknown": [
            {"field": word.field.value, "value": word.word, "count": len(word.rows)}
            for word in reading.unknown
        ],
        "skipped": [
            {"row": other.row + 1, "why": other.kind.value, "value": other.text}
            for other in reading.others
            if other.text
        ],
        "totals": {"found": _totals(reading), "agree": reading.totals.agree},
        "can_post": not errors,
        "posted": receipt is not None,
        "receipt": receipt,
        "rows": [_row(reading, place) for place in range(min(_SHOWN, len(roll)))],
    }


def refused_document(errors: Iterable[DomainError]) -> dict[str, Any]:
    """The document for a file or answers that leave nothing to read."""
    return {
        "sheet": None,
        "header_row": None,
        "columns": {},
        "members": 0,
        "persons": 0,
        "kinds": {},
        "shares": {},
        "new": 0,
        "same": 0,
        "changed": [],
        "mended": [],
        "errors": [
            {"cell": "", "code": error.code, "value": "", "say": error_text(error)} for error in errors
        ],
        "warnings": [],
        "unknown": [],
        "skipped": [],
        "totals": {"found": {}, "agree": None},
        "can_post": False,
        "posted": False,
        "receipt": None,
        "rows": [],
    }


def import_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """The same for people: what was found, then every error and warning with its cell."""
    if document["sheet"] is not None:
        yield _("工作表 {sheet}，表头在第 {row} 行").format(
            sheet=document["sheet"], row=document["header_row"]
        )
        yield _("成员 {members} 名（{persons} 人）：新增 {new}，相同 {same}，有改动 {changed}").format(
            members=document["members"],
            persons=document["persons"],
            new=document["new"],
            same=document["same"],
            changed=len(document["changed"]),
        )
        for code, shares in document["shares"].items():
            yield _("股份 {share_class}：{shares}").format(share_class=code, shares=shares)
        if "capital" in document:
            yield _("出资额：{amount} 元").format(amount=document["capital"])
        agree = document["totals"]["agree"]
        if agree is not None:
            yield _("合计相符") if agree else _("合计不符")
        for other in document["skipped"]:
            yield _("第 {row} 行不是成员（{why}）：{value}").format(
                row=other["row"], why=row_name(other["why"]), value=other["value"]
            )
        yield from (
            _("已统一 {cell}：{before} → {after}（{why}）").format(
                cell=each["cell"], before=each["from"].strip(), after=each["to"], why=why_mended(each["why"])
            )
            for each in document["mended"]
        )
    yield from (_("注意 {text}").format(text=_placed(each)) for each in document["warnings"])
    yield from (_("错误 {text}").format(text=_placed(each)) for each in document["errors"])
    if document["posted"]:
        yield _("已导入，收据第 {number} 号").format(number=document["receipt"])
    elif document["can_post"]:
        yield _("可以导入")
    else:
        yield _("有 {count} 处需要先改正，没有导入").format(count=len(document["errors"]))


def _placed(found: Mapping[str, str]) -> str:
    return " ".join(part for part in (found["cell"], found["value"].strip(), found["say"]) if part)


def _fault(fault: Fault) -> dict[str, str]:
    return {"cell": fault.cell, "code": fault.code, "value": fault.value, "say": error_text(fault)}


def _mended(mended: Mended) -> dict[str, str]:
    return {"cell": mended.cell, "from": mended.before, "to": mended.after, "why": mended.why.value}


def _change(number: str, fields: Mapping[str, tuple[object, object]]) -> dict[str, Any]:
    return {
        "number": number,
        "fields": {
            name: {"from": str(old or ""), "to": str(new or "")} for name, (old, new) in fields.items()
        },
    }


def _totals(reading: RollReading) -> dict[str, Any]:
    """What the totals say; shares by class where columns hold one each, the sum of all classes then apart."""
    found: dict[str, Any] = {}
    classes: dict[str, str] = {}
    for total in reading.totals.totals:
        if total.of is TotalOf.MEMBERS:
            found["members"] = total.found
        elif total.year is not None:
            found.setdefault("past", {}).setdefault(str(total.year), {})[total.of.value] = str(
                Money(total.found)
            )
        elif total.of is not TotalOf.SHARES:
            found[total.of.value] = str(Money(total.found))
        elif total.share_class:
            classes[total.share_class] = format_quantity(Quantity(total.found))
        else:
            found["shares"] = format_quantity(Quantity(total.found))
    if classes:
        if "shares" in found:
            found["all_shares"] = found["shares"]
        found["shares"] = classes
    return found


def _past_sums(roll: Roll) -> dict[str, dict[str, str]]:
    """What was distributed before the book, by year (0: several in one sum) and field."""
    sums: dict[str, dict[str, str]] = {}
    for (year, name), fen in sorted(roll.past.items()):
        sums.setdefault(str(year), {})[name.value] = str(Money(roll.total_of(fen)))
    return sums


def _row(reading: RollReading, place: int) -> dict[str, Any]:
    """One member as it was read; what is not known is left out."""
    roll = reading.roll
    row: dict[str, Any] = {"row": roll.rows[place] + 1}
    row |= {name: value for name in _TEXTS if (value := getattr(roll, name)[place])}
    role = roll.role[place]
    row["kind"] = (role.kind if role is not None else roll.kind[place]).value
    joined = roll.joined[place]
    if joined is not None:
        row["joined"] = joined.isoformat()
    if roll.remark[place]:
        row["note"] = roll.remark[place]
    if roll.relation[place]:
        row["relation"] = roll.relation[place]
    held = {code: format_quantity(Quantity(values[place] or 0)) for code, values in roll.shares.items()}
    if [*held] == [ORDINARY]:
        if roll.shares[ORDINARY][place] is not None:
            row["shares"] = held[ORDINARY]
    elif held:
        row["shares"] = {code: shares for code, shares in held.items() if roll.shares[code][place]}
    row |= {
        name.value: str(Money(values[place] or 0))
        for name, values in roll.amounts.items()
        if values[place] is not None
    }
    past = {
        f"{name.value}@{year}": str(Money(values[place] or 0))
        for (year, name), values in roll.past.items()
        if values[place] is not None
    }
    row |= past
    if roll.persons[place]:
        row["persons"] = len(roll.persons[place])
    return row
