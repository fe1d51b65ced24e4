"""登记户 and 销户: the form with the persons of a household in a grid, and the one that asks why it is dissolved."""

from collections.abc import Mapping, Sequence
from typing import cast

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.household import HEAD, RELATIONS, Household, HouseholdPerson, read_relation
from coopdesk.domain.members.identity_papers import read_identity
from coopdesk.domain.members.member import Member
from coopdesk.domain.text import clean_name, clean_text
from coopdesk.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.services.members.commands import DissolveHousehold, RecordHousehold
from coopdesk.ui.kit.fields import TextField
from coopdesk.ui.kit.grid import EntryGrid
from coopdesk.ui.kit.grid_columns import GridColumn
from coopdesk.ui.kit.hit_list import Hit
from coopdesk.ui.members.fields import CheckedText, CommandForm
from coopdesk.ui.members.share_fields import member_hits, name_and_number

_MOST_PERSONS = 100
_READY = 2
"""Empty rows below those that are there."""


class PersonsGrid(EntryGrid):
    """The persons of a household: who is a member by number or name, who is none by name and paper."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(
            _("户内人员"),
            (
                GridColumn(
                    "relation",
                    N_("与户主关系"),
                    width=130,
                    check=read_relation,
                    find=_relations,
                    required=True,
                ),
                GridColumn(
                    "member",
                    N_("成员（在册的）"),
                    width=200,
                    check=self._read_member,
                    words=self._member_words,
                    find=lambda typed: member_hits(desk, typed, ""),
                    stretch=True,
                ),
                GridColumn("name", N_("姓名（不是成员的）"), width=170, check=clean_name),
                GridColumn("identity", N_("证件号码"), width=190, check=self._read_identity),
            ),
            check_row=_row_mistake,
            required=True,
            most_rows=_MOST_PERSONS,
        )

    def show_persons(self, persons: Sequence[HouseholdPerson]) -> None:
        """Show these instead of all there was, with rows ready for more."""
        self.set_rows(
            [
                *(
                    {
                        "relation": person.relation or None,
                        "member": person.member or None,
                        "name": person.name or None,
                        "identity": person.identity or None,
                    }
                    for person in persons
                ),
                *({} for _row in range(_READY)),
            ]
        )

    def persons(self) -> tuple[HouseholdPerson, ...]:
        """All rows; raises the first mistake."""
        return tuple(
            HouseholdPerson(
                cast(str, row["relation"] or ""),
                cast(str, row["member"] or ""),
                cast(str, row["name"] or ""),
                cast(str, row["identity"] or ""),
            )
            for row in self.read("")
        )

    def _read_member(self, typed: str) -> str:
        if self._desk.members.get(typed) is not None:
            return typed
        hits = member_hits(self._desk, typed, "")
        exact = [hit for hit in hits if hit.text == typed] or (hits if len(hits) == 1 else [])
        if len(exact) != 1:
            raise DomainError("field.not_found", value=typed)
        return exact[0].thing

    def _member_words(self, number: str) -> str:
        member = self._desk.members.get(number)
        return number if member is None else name_and_number(member)

    def _read_identity(self, typed: str) -> str:
        return read_identity(typed, self._desk.today).number


class HouseholdForm(CommandForm[RecordHousehold]):
    """Returns a `RecordHousehold`: the household of the member it is opened with, or a new one headed by the member."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen = desk.journal.seen()
        self._known = desk.households.of_member(member.number)
        lead = _("写全户内的人：成员填编号或姓名来选，不是成员的填姓名和证件。一人一行，户主只有一位。")
        title = _("登记户") if self._known is None else _("户 {code}").format(code=self._known.code)
        super().__init__(title, _("保存"), lead)
        self.code = CheckedText(_("户编号"), clean_text, required=True, text=desk.households.next_code())
        self.code.rule = lambda code: self._free(desk, code)
        self.note = TextField(_("变更原因"))
        self.note.edit.setPlaceholderText(_("如：分户、婚嫁、添丁"))
        self.persons = PersonsGrid(desk)
        self.group("", [self.code] if self._known is None else [self.note])
        self.group("", [self.persons])
        first = (HouseholdPerson(HEAD, member.number),)
        self.persons.show_persons(first if self._known is None else self._known.persons)

    def make(self) -> RecordHousehold:
        code = self._known.code if self._known is not None else self.code.value() or ""
        return RecordHousehold(
            command_id=self.command_id(),
            household=Household(code, self.persons.persons()),
            note=(self.note.value() or "") if self._known is not None else "",
            seen=self._seen,
        )

    @staticmethod
    def _free(desk: Desk, code: str) -> None:
        if desk.households.get(code) is not None:
            raise DomainError("household.code_taken", household=code)


class DissolvingForm(CommandForm[DissolveHousehold]):
    """Returns a `DissolveHousehold` for the household of the member it is opened with."""

    def __init__(self, desk: Desk, member: Member) -> None:
        self._seen = desk.journal.seen()
        known = desk.households.of_member(member.number)
        self._code = known.code if known is not None else ""
        names = [each.name for each in desk.households.persons(known)] if known is not None else []
        lead = _("户 {code}（{names}）不再是一户；各人的成员资格和股份不变，户编号不再使用。")
        super().__init__(_("销户"), _("确认销户"), lead.format(code=self._code, names="、".join(names)))
        self.reason = TextField(_("原因"), required=True)
        self.reason.wide = True
        self.group("", [self.reason])

    def make(self) -> DissolveHousehold:
        return DissolveHousehold(
            command_id=self.command_id(),
            household=self._code,
            reason=self.reason.value() or "",
            seen=self._seen,
        )


def _relations(typed: str) -> Sequence[Hit[str]]:
    return [Hit(each, each) for each in RELATIONS if typed in each]


def _row_mistake(row: Mapping[str, object]) -> tuple[str, DomainError] | None:
    if row["member"] is None and row["name"] is None:
        return "name", DomainError("household.nameless", row=0)
    if row["member"] is not None and (row["name"] is not None or row["identity"] is not None):
        return "name" if row["name"] is not None else "identity", DomainError("household.both")
    return None
