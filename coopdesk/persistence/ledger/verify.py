"""What must hold of the ledger: numbers without gap, every voucher balanced, what is kept by month added up anew."""

from collections.abc import Iterator

from sqlalchemy import Text, cast, func, or_, select, text

from coopdesk.domain.ledger.months import Month
from coopdesk.domain.money import Money
from coopdesk.persistence.ledger.tables import (
    drafts_open,
    ledger_item_versions,
    ledger_items,
    ledger_start,
    voucher_draft_versions,
    voucher_drafts,
    voucher_lines,
    voucher_templates,
    vouchers,
)
from coopdesk.persistence.sql.guarding import CheckContext
from coopdesk.services.ledger.values import OPEN_STATES
from coopdesk.services.values import Defect

_v, _l = vouchers.c, voucher_lines.c
_DEBIT = "CASE side WHEN 'debit' THEN amount ELSE 0 END"
_CREDIT = "CASE side WHEN 'credit' THEN amount ELSE 0 END"
_PERIOD = "CAST(substr(day, 1, 4) AS INTEGER) * 100 + CAST(substr(day, 6, 2) AS INTEGER)"


def voucher_number_defects(context: CheckContext) -> Iterator[Defect]:
    """Vouchers, drafts and templates are numbered from 1 without a gap, vouchers by month and word as well."""
    for code, number in (
        ("verify.vouchers", _v.id),
        ("verify.voucher_drafts", voucher_drafts.c.id),
        ("verify.voucher_templates", voucher_templates.c.id),
    ):
        highest, count = context.connection.execute(select(func.max(number), func.count(number))).one()
        if (highest or 0) != count:
            yield Defect(code, {"highest": highest, "count": count})
    gaps = (
        select(_v.period, _v.word, func.max(_v.number), func.count(_v.number))
        .where(_v.number.is_not(None))
        .group_by(_v.period, _v.word)
        .having(or_(func.max(_v.number) != func.count(_v.number), func.min(_v.number) != 1))
        .order_by(_v.period, _v.word)
    )
    for period, word, highest, count in context.connection.execute(gaps):
        month = str(Month.from_number(period))
        yield Defect("verify.voucher_gap", {"month": month, "word": word, "highest": highest, "count": count})


# A voucher's own figures against those of its lines: what it lacks, what is not balanced, of another day or month.
_WRONG = text(
    f"""
    SELECT v.id FROM vouchers v LEFT JOIN (
        SELECT voucher, SUM({_DEBIT}) AS debit, SUM({_CREDIT}) AS credit, COUNT(*) AS many, MAX(position) AS highest,
            MIN(day) AS first_day, MAX(day) AS last_day
        FROM voucher_lines GROUP BY voucher
    ) l ON l.voucher = v.id
    WHERE l.voucher IS NULL OR l.debit <> l.credit OR l.debit <> v.amount OR l.many <> l.highest
        OR l.first_day <> v.day OR l.last_day <> v.day
        OR v.period <> CAST(substr(v.day, 1, 4) AS INTEGER) * 100 + CAST(substr(v.day, 6, 2) AS INTEGER)
    ORDER BY v.id
    """
)


def voucher_defects(context: CheckContext) -> Iterator[Defect]:
    """Every voucher is balanced, its lines are all there and of its day, and none is without a ledger."""
    for voucher in context.connection.execute(_WRONG).scalars():
        yield Defect("verify.voucher", {"id": voucher})
    begun = context.connection.execute(select(ledger_start.c.id)).scalar()
    first = context.connection.execute(select(func.min(_v.id))).scalar()
    if begun is None and first is not None:
        yield Defect("verify.voucher", {"id": first})


# A month is kept where lines are, and nowhere else.
_KEPT_DIFFERS = """
    SELECT {named}, SUM(kept_debit), SUM(kept_credit), SUM(debit), SUM(credit) FROM (
        SELECT {named}, 1 AS kept, debit AS kept_debit, credit AS kept_credit, 0 AS debit, 0 AS credit FROM {table}
        UNION ALL
        SELECT {own}, 0, 0, 0, {debit}, {credit} FROM voucher_lines {where}
    ) AS both_sides GROUP BY {named}
    HAVING SUM(kept_debit) <> SUM(debit) OR SUM(kept_credit) <> SUM(credit) OR SUM(kept) <> 1 OR COUNT(*) = 1
    ORDER BY {named}
"""
_PARTS = {"debit": _DEBIT, "credit": _CREDIT}
_ACCOUNTS_DIFFER = text(
    _KEPT_DIFFERS.format(
        named="account, period", own=f"account, {_PERIOD}", table="account_months", where="", **_PARTS
    )
)
_MEMBERS_DIFFER = text(
    _KEPT_DIFFERS.format(
        named="member_id, account, period",
        own=f"member_id, account, {_PERIOD}",
        table="member_months",
        where="WHERE member_id IS NOT NULL",
        **_PARTS,
    )
)


def month_defects(context: CheckContext) -> Iterator[Defect]:
    """What is kept of accounts by month, and of members, is what their lines add up to."""
    for account, period, *sums in context.connection.execute(_ACCOUNTS_DIFFER):
        figures = {"account": account, "month": str(Month.from_number(period))} | _figures(sums)
        yield Defect("verify.account_month", figures)
    for member, account, period, *sums in context.connection.execute(_MEMBERS_DIFFER):
        figures = {"row": member, "account": account, "month": str(Month.from_number(period))}
        yield Defect("verify.member_month", figures | _figures(sums))


def _figures(sums: list[int]) -> dict[str, object]:
    kept_debit, kept_credit, debit, credit = (Money(int(each)) for each in sums)
    return {"kept": f"{kept_debit}/{kept_credit}", "counted": f"{debit}/{credit}"}


def ledger_item_defects(context: CheckContext) -> Iterator[Defect]:
    """Parties, products and channels that lines name are on record, each with a version."""
    for kind in ("party", "product", "channel"):
        known = select(ledger_items.c.code).where(cast(ledger_items.c.kind, Text) == kind)
        lost = (
            select(_l[kind], func.min(_l.voucher))
            .where(_l[kind].is_not(None), _l[kind].not_in(known))
            .group_by(_l[kind])
            .order_by(_l[kind])
        )
        for code, voucher in context.connection.execute(lost):
            yield Defect("verify.ledger_item", {"value": code, "id": voucher})
    versions = select(ledger_item_versions.c.kind, ledger_item_versions.c.code)
    bare = select(ledger_items.c.kind, ledger_items.c.code).except_(versions)
    for row in context.connection.execute(bare):
        yield Defect("verify.reference", {"table": "ledger_items", "row": row.code})


# What a reversal and the voucher it undoes leave together in any account and dimension; of one in red on either side as
# well, while one in blue, which undoes a voucher of an earlier year, stands on the other side.
_NOT_UNDONE = text(
    f"""
    SELECT DISTINCT v.reverses FROM vouchers v JOIN vouchers w ON w.id = v.reverses WHERE EXISTS (
        SELECT 1 FROM voucher_lines l WHERE l.voucher IN (v.id, v.reverses)
        GROUP BY l.account, l.member_id, l.party, l.product, l.channel
        HAVING SUM({_DEBIT}) <> SUM({_CREDIT})
            OR (substr(v.day, 1, 4) = substr(w.day, 1, 4) AND SUM({_DEBIT}) <> 0)
    ) ORDER BY v.reverses
    """
)
_TWICE = text(
    """
    SELECT v.source_kind, v.source_key, MIN(v.id) FROM vouchers v LEFT JOIN vouchers r ON r.reverses = v.id
    WHERE v.source_kind IS NOT NULL AND v.reverses IS NULL AND r.id IS NULL
    GROUP BY v.source_kind, v.source_key HAVING COUNT(*) > 1 ORDER BY MIN(v.id)
    """
)


def reversed_voucher_defects(context: CheckContext) -> Iterator[Defect]:
    """A red voucher leaves nothing of what it undoes, and no document has two vouchers that stand."""
    for voucher in context.connection.execute(_NOT_UNDONE).scalars():
        yield Defect("verify.voucher_reversal", {"id": voucher})
    for kind, key, voucher in context.connection.execute(_TWICE):
        yield Defect("verify.voucher_source", {"source": f"{kind} {key}", "id": voucher})


def draft_defects(context: CheckContext) -> Iterator[Defect]:
    """The drafts kept as open are those whose newest version is."""
    d, o = voucher_draft_versions.c, drafts_open.c
    newest = select(func.max(d.id)).group_by(d.draft)
    entered = select(d.draft, d.id, d.state, d.day).where(d.id.in_(newest), d.state.in_(OPEN_STATES))
    kept = select(o.draft, o.version, o.state, o.day)
    found: set[int] = set()
    for one, other in ((entered, kept), (kept, entered)):
        found.update(context.connection.execute(select(one.except_(other).subquery().c.draft)).scalars())
    bare = select(voucher_drafts.c.id).where(voucher_drafts.c.id.not_in(select(d.draft)))
    found.update(context.connection.execute(bare).scalars())
    for draft in sorted(found):
        yield Defect("verify.voucher_draft", {"draft": draft})


CHECKS = (
    voucher_number_defects,
    voucher_defects,
    month_defects,
    ledger_item_defects,
    reversed_voucher_defects,
    draft_defects,
)
