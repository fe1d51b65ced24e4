"""The open register: a book's whole register as JSON of a published form, for other programs and for later years.

The form is that of ``resources/schemas/open-register-1.schema.json``; docs/open-register.md tells it in words. The same
register gives the same bytes on every system. Papers, telephones, accounts and addresses of persons are left out.
"""

import json
from typing import Any

from coopdesk.domain.coop.share_class import ClassRules, ShareClass
from coopdesk.domain.members.certificate import Certificate
from coopdesk.domain.members.entry_kind import EntryKind
from coopdesk.domain.members.household import Household
from coopdesk.domain.members.member import Member
from coopdesk.domain.quantity import format_quantity
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.members.open_register import OpenRegister, Security, Transaction
from coopdesk.services.members.operation_book import BookedEntry

FORMAT = "coopdesk-open-register/1"
"""What the file says it is; its number grows when a key gets another meaning."""
_TYPES = {
    EntryKind.SUBSCRIPTION: "issuance",
    EntryKind.ALLOTMENT: "issuance",
    EntryKind.TRANSFER: "transfer",
    EntryKind.INHERITANCE: "transfer",
    EntryKind.GIFT: "transfer",
    EntryKind.REDEMPTION: "retirement",
    EntryKind.CONVERSION: "conversion",
    EntryKind.SPLIT: "class_split",
    EntryKind.ADJUSTMENT: "adjustment",
}


def open_register_file(register: OpenRegister) -> bytes:
    """The register as the bytes of a file: JSON in UTF-8, one key a line."""
    text = json.dumps(open_register_document(register), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def open_register_document(register: OpenRegister) -> dict[str, Any]:
    """The register as JSON holds it: shares as decimal strings, yuan with two decimals, days as ``2019-12-20``."""
    households = {member: each.code for each in register.households for member in each.members}
    return {
        "format": FORMAT,
        "issuer": _issuer(register.coop),
        "stock_classes": [_class(each) for each in register.classes],
        "stakeholders": [_stakeholder(each, households.get(each.number)) for each in register.members],
        "households": [_household(each) for each in register.households],
        "transactions": [_transaction(each) for each in register.transactions],
        "securities": [_security(each) for each in register.securities],
        "certificates": [_certificate(each) for each in register.certificates],
    }


def _issuer(coop: CoopDetails | None) -> dict[str, Any]:
    if coop is None:
        return {"name": "", "credit_code": "", "founded": None, "address": "", "sample": False}
    return {
        "name": coop.name,
        "credit_code": coop.credit_code,
        "founded": coop.founded.isoformat(),
        "address": coop.address,
        "sample": coop.sample,
    }


def _class(each: ShareClass) -> dict[str, Any]:
    rules: ClassRules = each.rules
    return {
        "id": each.code,
        "name": each.label,
        "contribution_per_share": str(each.par),
        "transfer": rules.transfer.value,
        "most_per_holder": format_quantity(rules.cap) if rules.cap else None,
        "most_part_per_holder": format_quantity(rules.cap_part) if rules.cap_part else None,
        "ends": None if rules.ends is None else rules.ends.isoformat(),
        "votes": rules.voice.value == "votes",
    }


def _stakeholder(member: Member, household: str | None) -> dict[str, Any]:
    return {
        "id": member.number,
        "name": member.name,
        "kind": member.kind.value,
        "group": member.group,
        "household": household,
        "joined": member.joined.isoformat(),
        "ended": None if member.ended is None else member.ended.isoformat(),
        "end_reason": None if member.end_reason is None else member.end_reason.value,
        "admission": {
            "approval": member.resolution,
            "day": None if member.resolution_day is None else member.resolution_day.isoformat(),
        },
        "struck": member.is_struck,
    }


def _household(household: Household) -> dict[str, Any]:
    head = household.head
    return {
        "id": household.code,
        "head": None if head is None or not head.member else head.member,
        "members": list(household.members),
        "persons": len(household.persons),
    }


def _transaction(each: Transaction) -> dict[str, Any]:
    first: BookedEntry = each.entries[0]
    reverses = sorted({line.reverses for line in each.entries if line.reverses is not None})
    reversed_by = sorted({line.reversed_by for line in each.entries if line.reversed_by is not None})
    return {
        "id": each.operation,
        "type": "reversal" if reverses else _TYPES[first.kind],
        "kind": first.kind.value,
        "day": each.day.isoformat(),
        "entered": None if each.entered is None else each.entered.isoformat(),
        "reason": first.note,
        "approval": first.document,
        "movements": [_movement(line) for line in each.entries],
        "ends": list(each.ends),
        "begins": list(each.begins),
        "reverses": reverses,
        "reversed_by": reversed_by,
    }


def _movement(line: BookedEntry) -> dict[str, Any]:
    return {
        "number": line.number,
        "from": None if line.giver is None else line.giver.number,
        "to": None if line.taker is None else line.taker.number,
        "stock_class": line.share_class,
        "shares": format_quantity(line.shares),
    }


def _security(each: Security) -> dict[str, Any]:
    return {
        "id": each.id,
        "stakeholder": each.member,
        "stock_class": each.share_class,
        "shares": format_quantity(each.shares),
        "begins": each.since.isoformat(),
        "begun_by": each.begun,
        "ends": None if each.until is None else each.until.isoformat(),
        "ended_by": each.ended,
    }


def _certificate(each: Certificate) -> dict[str, Any]:
    return {
        "id": each.number,
        "stakeholder": each.member,
        "household": each.household or None,
        "events": [
            {
                "type": event.act.value,
                "day": event.day.isoformat(),
                "reason": event.reason,
                "approval": event.document,
            }
            for event in each.events
        ],
    }
