"""What must hold of the member roll and the share register: numbers, holdings, totals, details."""

from collections.abc import Iterator

from sqlalchemy import func, literal, or_, select, union_all

from coopdesk.domain.errors import DomainError
from coopdesk.domain.members.certificate import ENDS, CertificateAct
from coopdesk.domain.members.share_register import check_never_negative
from coopdesk.domain.money import Money
from coopdesk.persistence.members.account_tables import account_entries, account_postings
from coopdesk.persistence.members.accounts import SqlAccountStore
from coopdesk.persistence.members.certificate_tables import certificate_events, certificates
from coopdesk.persistence.members.certificates import SqlCertificateStore
from coopdesk.persistence.members.import_tables import imports
from coopdesk.persistence.members.register import SqlRegisterStore
from coopdesk.persistence.members.store import number_key
from coopdesk.persistence.members.tables import (
    class_splits,
    holdings,
    household_current,
    household_persons,
    household_versions,
    households,
    member_columns,
    member_current,
    member_versions,
    members,
    person_columns,
    register_entries,
    share_payments,
    share_terms,
)
from coopdesk.persistence.sql.guarding import CheckContext
from coopdesk.services.values import Defect


def numbering_defects(context: CheckContext) -> Iterator[Defect]:
    """Entries and members are numbered from 1 without a gap: one that is missing was taken out."""
    numbered = (
        ("verify.numbering", register_entries.c.number),
        ("verify.roll", members.c.id),
        ("verify.households", households.c.id),
        ("verify.account_numbering", account_postings.c.number),
        ("verify.certificate_numbering", certificates.c.id),
    )
    for code, number in numbered:
        highest, count = context.connection.execute(select(func.max(number), func.count(number))).one()
        if (highest or 0) != count:
            yield Defect(code, {"highest": highest, "count": count})


def operation_defects(context: CheckContext) -> Iterator[Defect]:
    """Operations are numbered from 1 without a gap, in the order of their entries; what belongs to one has entries."""
    e = register_entries.c
    number = func.coalesce(e.operation, e.number)
    each = select(
        e.number, number.label("own"), func.lag(number, 1, 0).over(order_by=e.number).label("before")
    )
    told = each.subquery()
    out_of_step = or_(told.c.own < told.c.before, told.c.own > told.c.before + 1)
    wrong = select(told.c.number, told.c.own, told.c.before).where(out_of_step).order_by(told.c.number)
    for row in context.connection.execute(wrong):
        yield Defect("verify.operation", {"entry": row.number, "number": row.own, "before": row.before})
    for table in (share_terms, share_payments, class_splits):
        lost = select(table.c.operation).where(table.c.operation.not_in(select(number))).distinct()
        for own in context.connection.execute(lost).scalars():
            yield Defect("verify.reference", {"table": table.name, "row": own})


_OF_REGISTER = (register_entries.name, members.name)


def never_negative_defects(context: CheckContext) -> Iterator[Defect]:
    """No holding was below 0 on any day, told by the first that was: the register as it stands, added up anew."""
    register = SqlRegisterStore(context.connection)
    # A value that is none may lie in any entry: then each is read.
    sound = context.sound.issuperset(_OF_REGISTER)
    try:
        check_never_negative(register.entries_of_givers() if sound else register.entries())
    except DomainError as error:
        yield Defect(error.code, error.params)


def holdings_defects(context: CheckContext) -> Iterator[Defect]:
    """The present holdings are the sums of the entries."""
    e, h = register_entries.c, holdings.c
    counted, kept = e.shares.label("counted"), literal(0).label("kept")
    moved, there = literal(1).label("moved"), literal(0).label("there")
    moves = union_all(
        select(e.taker_id.label("member_id"), e.share_class, counted, kept, moved, there),
        select(e.giver_id, e.share_class, -e.shares, kept, moved, there),
        select(h.member_id, h.share_class, literal(0), h.shares, literal(0), literal(1)),
    ).subquery()
    entered, held = func.sum(moves.c.counted).label("entered"), func.sum(moves.c.kept).label("held")
    # A row stands where shares were ever moved, also when nothing is left, and nowhere else.
    of_nothing = or_(func.sum(moves.c.moved) == 0, func.sum(moves.c.there) == 0)
    differing = (
        select(members.c.number, moves.c.share_class, entered, held)
        .join(members, members.c.id == moves.c.member_id)
        .group_by(members.c.number, moves.c.share_class)
        .having(or_(entered != held, of_nothing))
        .order_by(members.c.number)
    )
    for row in context.connection.execute(differing):
        figures = {"counted": int(row.entered), "kept": int(row.held)}
        yield Defect("verify.holding", {"member": row.number, "share_class": row.share_class, **figures})


def totals_defects(context: CheckContext) -> Iterator[Defect]:
    """The total beside each member is the sum of the holdings by class."""
    c = member_current.c
    held = select(func.coalesce(func.sum(holdings.c.shares), 0)).where(holdings.c.member_id == c.member_id)
    total = held.scalar_subquery()
    named = (c.number, total.label("held"), c.shares)
    differing = select(*named).where(total != c.shares).order_by(c.member_id)
    for row in context.connection.execute(differing):
        figures = {"counted": int(row.held), "kept": int(row.shares)}
        yield Defect("verify.holding", {"member": row.number, "share_class": "", **figures})


def details_defects(context: CheckContext) -> Iterator[Defect]:
    """The present details of every member are those of the newest version."""
    c, v = member_current.c, member_versions.c
    newest = select(v.member_id, func.max(v.id).label("version_id")).group_by(v.member_id).subquery("newest")
    names = [column.name for column in member_columns()]
    differs = or_(
        c.member_id.is_(None),
        c.number != members.c.number,
        newest.c.version_id.is_(None),
        newest.c.version_id != c.version_id,
        *(c[name].is_distinct_from(v[name]) for name in names),
    )
    source = (
        members.outerjoin(member_current, c.member_id == members.c.id)
        .outerjoin(newest, newest.c.member_id == members.c.id)
        .outerjoin(member_versions, v.id == newest.c.version_id)
    )
    differing = select(members.c.number).select_from(source).where(differs).order_by(members.c.id)
    for number in context.connection.execute(differing).scalars():
        yield Defect("verify.details", {"member": number})


def sorting_defects(context: CheckContext) -> Iterator[Defect]:
    """What members are sorted by follows from their numbers, and no row of the projections is nobody's."""
    c = member_current.c
    for number, kept in context.connection.execute(select(c.number, c.number_key).order_by(c.member_id)):
        if number_key(number) != kept:
            yield Defect("verify.details", {"member": number})
    for table in (member_current, holdings):
        nobody = select(table.c.member_id).where(table.c.member_id.not_in(select(members.c.id)))
        for row in context.connection.execute(nobody).scalars():
            yield Defect("verify.reference", {"table": table.name, "row": row})


def household_defects(context: CheckContext) -> Iterator[Defect]:
    """The present persons of every household are those of its newest version, and nobody stands in two."""
    c, p, v = household_current.c, household_persons.c, household_versions.c
    newest = select(func.max(v.id)).group_by(v.household_id)
    names = ("place", *(column.name for column in person_columns()))
    entered = (
        select(v.household_id, *(p[name] for name in names))
        .join(household_persons, p.version_id == v.id)
        .where(v.id.in_(newest))
    )
    kept = select(c.household_id, *(c[name] for name in names))
    found: set[int] = set()
    for one, other in ((entered, kept), (kept, entered)):
        differing = one.except_(other).subquery()
        found.update(context.connection.execute(select(differing.c.household_id)).scalars())
    twice = select(c.member_id).where(c.member_id.is_not(None)).group_by(c.member_id)
    shared = select(c.household_id).where(c.member_id.in_(twice.having(func.count() > 1)))
    found.update(context.connection.execute(shared).scalars())
    codes = select(households.c.id, households.c.code)
    known: dict[int, str] = {row.id: row.code for row in context.connection.execute(codes)} if found else {}
    for household in sorted(found):
        yield Defect("verify.household", {"household": known.get(household, str(household))})


def account_defects(context: CheckContext) -> Iterator[Defect]:
    """No averaged or quantified column of an account was below 0 on any day, and no posting is without its entries."""
    for member, column, day, amount in SqlAccountStore(context.connection).below_zero():
        params = {"member": member, "column": column, "day": day, "amount": Money(amount)}
        yield Defect("account.below_zero", params)
    p, e = account_postings.c, account_entries.c
    bare = select(p.number).where(p.number.not_in(select(e.posting))).order_by(p.number)
    for number in context.connection.execute(bare).scalars():
        yield Defect("verify.account_empty", {"posting": number})


def reversed_account_defects(context: CheckContext) -> Iterator[Defect]:
    """A reversal holds the opposite of what it takes back: both come to nothing in every account and column."""
    p, e = account_postings.c, account_entries.c
    pair = func.coalesce(p.reverses, p.number)
    left = func.sum(e.amount)
    differing = (
        select(pair)
        .select_from(account_entries.join(account_postings, p.number == e.posting))
        .where(pair.in_(select(account_postings.alias().c.reverses)))
        .group_by(pair, e.member_id, e.kind)
        .having(left != Money(0))
        .distinct()
    )
    for number in context.connection.execute(differing).scalars():
        yield Defect("verify.account_reversal", {"posting": number})


def import_defects(context: CheckContext) -> Iterator[Defect]:
    """Every receipt of an import counts the members that its entry of the journal put on the roll."""
    i = imports.c
    found = select(func.count()).where(members.c.journal_number == i.journal_number).scalar_subquery()
    differing = select(i.number, i.members, found.label("found")).where(i.members != found).order_by(i.number)
    for row in context.connection.execute(differing):
        yield Defect("verify.import", {"number": row.number, "counted": row.members, "found": row.found})


def certificate_defects(context: CheckContext) -> Iterator[Defect]:
    """Every certificate was issued first, and nothing happened to it after it ended."""
    for certificate in SqlCertificateStore(context.connection).all():
        issued, *rest = (event.act for event in certificate.events)
        if (
            issued is not CertificateAct.ISSUED
            or CertificateAct.ISSUED in rest
            or ENDS.intersection(rest[:-1])
        ):
            yield Defect("verify.certificate", {"number": certificate.number})
    c = certificates.c
    homeless = select(c.number).where(c.household != "", c.household.not_in(select(households.c.code)))
    for number in context.connection.execute(homeless.order_by(c.id)).scalars():
        yield Defect("verify.certificate", {"number": number})
    bare = select(c.number).where(c.id.not_in(select(certificate_events.c.certificate_id))).order_by(c.id)
    for number in context.connection.execute(bare).scalars():
        yield Defect("verify.certificate", {"number": number})


CHECKS = (
    numbering_defects,
    operation_defects,
    never_negative_defects,
    holdings_defects,
    totals_defects,
    details_defects,
    sorting_defects,
    import_defects,
    household_defects,
    account_defects,
    reversed_account_defects,
    certificate_defects,
)
