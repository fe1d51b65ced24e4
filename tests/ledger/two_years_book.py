"""A book with the members and all vouchers of the hand-worked sheet ``two_years.txt``."""

from datetime import date
from pathlib import Path

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import Quantity
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.desk import Desk
from coopdesk.services.ledger.commands import OpenLedger
from coopdesk.services.ledger.values import NewVoucher
from coopdesk.services.members.commands import RegisterMember
from tests.ledger.two_years import vouchers
from tests.ui import village


def two_years_desk(path: Path) -> Desk:
    """Make that book at ``path``; its vouchers are appended as they stand in the sheet."""
    made = village.new_desk(path)
    made.run(SetUpCoop(details=CoopDetails("春山花木专业合作社", date(2020, 1, 1))))
    numbers = {line.dimensions.member for voucher in vouchers() for line in voucher.lines} - {""}
    for number in sorted(numbers):
        made.run(
            RegisterMember(
                member=Member(number, number, MemberKind.FARMER, date(2020, 1, 1)), shares=Quantity(0)
            )
        )
    made.run(OpenLedger(first=Month(2023, 1)))
    with made.ledger._book.unit() as uow:
        for voucher in vouchers():
            uow.ledger.append(NewVoucher(voucher), "会计")
        uow.commit()
    return made
