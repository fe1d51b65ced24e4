"""The papers of the ledger, declared: what each is made from, who draws it.

A new paper is one entry in `PAPERS`. Drawing is loaded by the first paper that is made, not by a start.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.domain.ledger.accounts import Dimension
from coopdesk.i18n import N_
from coopdesk.services.ledger.papers.books import (
    BookFigures,
    BookSource,
    build_account_ledger,
    build_auxiliary_ledger,
    build_cash_book,
    build_detail_ledger,
    build_general_ledger,
    build_journal,
    build_multi_column,
    build_summary,
    build_trial_balance,
)
from coopdesk.services.ledger.papers.cover import CoverFigures, build_covers
from coopdesk.services.ledger.papers.notes import NotesFigures, build_notes
from coopdesk.services.ledger.papers.reconciliation import RECONCILIATIONS, build_reconciliation
from coopdesk.services.ledger.papers.sources import (
    ACCOUNT_BOOK,
    BOOKS,
    NOTES,
    ONE_VOUCHER,
    STATEMENTS,
    VOUCHERS,
    YEAR_STATEMENTS,
)
from coopdesk.services.ledger.papers.statements import (
    BalanceSheet,
    EquitySheet,
    Statements,
    SurplusStatement,
    balance_table,
    build_balance_sheet,
    build_equity_statement,
    build_statements,
    build_surplus_statement,
    equity_table,
    statement_tables,
    surplus_table,
)
from coopdesk.services.ledger.papers.voucher import VoucherFigures, build_vouchers
from coopdesk.services.paper import AnyPaper, PaperSpec

if TYPE_CHECKING:
    from coopdesk.services.ports import Progress

AREA = "ledger"
_TABLES = ("pdf", "xlsx")


def _write_vouchers(
    form: str, figures: VoucherFigures, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.voucher import write_vouchers

    return [write_vouchers(figures, target, form, printed_on, progress)]


def _write_covers(
    figures: CoverFigures, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.cover import write_covers

    return [write_covers(figures, target, printed_on, progress)]


def _write_book(
    figures: BookFigures, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.books import write_book

    return [write_book(figures, target, printed_on, progress)]


def _write_statements(
    figures: Statements, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.statements import write_statements

    return [write_statements(figures, target, printed_on, progress)]


def _write_balance_sheet(
    figures: BalanceSheet, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.statements import write_balance_sheet

    return [write_balance_sheet(figures, target, printed_on, progress)]


def _write_surplus(
    figures: SurplusStatement, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.statements import write_surplus_statement

    return [write_surplus_statement(figures, target, printed_on, progress)]


def _write_equity(
    figures: EquitySheet, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.statements import write_equity_statement

    return [write_equity_statement(figures, target, printed_on, progress)]


def _write_notes(
    figures: NotesFigures, target: Path, printed_on: date, progress: "Progress | None"
) -> list[Path]:
    from coopdesk.reports.ledger.notes import write_notes

    return [write_notes(figures, target, printed_on, progress)]


def _vouchers(form: str, title: str, note: str, words: str) -> AnyPaper:
    """The vouchers on one of the papers they are printed on."""
    return PaperSpec(
        kind=f"vouchers_{form}",
        area=AREA,
        title=title,
        note=note,
        needs=VOUCHERS,
        build=build_vouchers,
        write=partial(_write_vouchers, form),
        stem=lambda batch: f"{batch.said}记账凭证（{words}）",
    )


def _book(
    kind: str, title: str, note: str, build: Callable[[BookSource, date], BookFigures], words: str
) -> AnyPaper:
    """One of the books, on paper and as a workbook."""
    return PaperSpec(
        kind=kind,
        area=AREA,
        title=title,
        note=note,
        needs=BOOKS,
        build=build,
        write=_write_book,
        stem=lambda source: f"{source.span.text}{words}",
        formats=_TABLES,
        tables=lambda figures: figures.tables,
    )


def _member_ledger(source: BookSource, printed_on: date) -> BookFigures:
    return build_auxiliary_ledger(source, Dimension.MEMBER, printed_on)


def _party_ledger(source: BookSource, printed_on: date) -> BookFigures:
    return build_auxiliary_ledger(source, Dimension.PARTY, printed_on)


PAPERS: tuple[AnyPaper, ...] = (
    _vouchers(
        "a4",
        N_("记账凭证（A4 两张）"),
        N_("A4 纵向，每页两张，金额按位分格；可选月份和号数"),
        "A4两张",
    ),
    _vouchers(
        "240",
        N_("记账凭证（240×140）"),
        N_("240×140 毫米凭证纸，每页一张，金额按位分格；可选月份和号数"),
        "240×140",
    ),
    _vouchers(
        "210",
        N_("记账凭证（210×140）"),
        N_("210×140 毫米凭证纸，每页一张，金额按位分格；可选月份和号数"),
        "210×140",
    ),
    _vouchers(
        "plain",
        N_("记账凭证（金额不分格）"),
        N_("A4 纵向，每页两张，金额栏不分格；可选月份和号数"),
        "金额不分格",
    ),
    PaperSpec(
        kind="voucher",
        area=AREA,
        title=N_("记账凭证（一张）"),
        note=N_("A4 纵向，所选的一张凭证，金额按位分格"),
        needs=ONE_VOUCHER,
        build=build_vouchers,
        write=partial(_write_vouchers, "a4"),
        stem=lambda batch: f"{batch.said}凭证",
    ),
    PaperSpec(
        kind="voucher_covers",
        area=AREA,
        title=N_("会计凭证封面"),
        note=N_("A4 横向，245×150 毫米，沿四角裁切；每月每种凭证一张"),
        needs=VOUCHERS,
        build=build_covers,
        write=_write_covers,
        stem=lambda batch: f"{batch.said}会计凭证封面",
    ),
    _book(
        "voucher_summary",
        N_("凭证汇总表"),
        N_("A4 纵向，各总账科目的借方和贷方发生额合计"),
        build_summary,
        "凭证汇总表",
    ),
    _book("journal", N_("序时账"), N_("A4 横向，按日期逐笔列出全部凭证"), build_journal, "序时账"),
    _book(
        "general_ledger",
        N_("总账"),
        N_("A4 纵向，各总账科目每月的发生额、本年累计和余额"),
        build_general_ledger,
        "总账",
    ),
    _book(
        "detail_ledger",
        N_("明细账"),
        N_("A4 横向，各明细科目逐笔的发生额和余额"),
        build_detail_ledger,
        "明细账",
    ),
    PaperSpec(
        kind="account_ledger",
        area=AREA,
        title=N_("科目明细账"),
        note=N_("A4 横向，所选科目及其明细科目全年逐笔的发生额和余额"),
        needs=ACCOUNT_BOOK,
        build=build_account_ledger,
        write=_write_book,
        stem=lambda source: f"{source.books.span.text}{source.account}科目明细账",
        formats=_TABLES,
        tables=lambda figures: figures.tables,
    ),
    _book(
        "member_ledger",
        N_("成员明细账"),
        N_("A4 横向，每位成员的往来、股金和应付盈余，逐笔列出"),
        _member_ledger,
        "成员明细账",
    ),
    _book(
        "party_ledger",
        N_("往来单位明细账"),
        N_("A4 横向，每个往来单位的应收、应付和借款，逐笔列出"),
        _party_ledger,
        "往来单位明细账",
    ),
    _book(
        "multi_column_ledger",
        N_("多栏式明细账"),
        N_("A4 横向，生产成本和各项费用按明细科目分栏"),
        build_multi_column,
        "多栏式明细账",
    ),
    _book(
        "cash_book",
        N_("现金及银行存款日记账"),
        N_("A4 横向，逐日逐笔列出收支，结出每日余额"),
        build_cash_book,
        "现金及银行存款日记账",
    ),
    PaperSpec(
        kind="bank_reconciliation",
        area=AREA,
        title=N_("银行存款余额调节表"),
        note=N_("A4 横向，每个有对账单的科目一张，截至月末或年末"),
        needs=RECONCILIATIONS,
        build=build_reconciliation,
        write=_write_book,
        stem=lambda source: f"{source.span.text}银行存款余额调节表",
        formats=_TABLES,
        tables=lambda figures: figures.tables,
    ),
    _book(
        "trial_balance",
        N_("科目余额表"),
        N_("A4 横向，各科目的期初余额、发生额、本年累计和期末余额"),
        build_trial_balance,
        "科目余额表",
    ),
    PaperSpec(
        kind="statements",
        area=AREA,
        title=N_("会计报表（全套）"),
        note=N_("资产负债表、盈余及盈余分配表和成员权益变动表；选月份时是前两张的月报"),
        needs=STATEMENTS,
        build=build_statements,
        write=_write_statements,
        stem=lambda source: f"{source.span.text}会计报表",
        formats=_TABLES,
        tables=statement_tables,
    ),
    PaperSpec(
        kind="balance_sheet",
        area=AREA,
        title=N_("资产负债表"),
        note=N_("A4 横向，会农社01表，全年或某月月末"),
        needs=STATEMENTS,
        build=build_balance_sheet,
        write=_write_balance_sheet,
        stem=lambda source: f"{source.span.text}资产负债表",
        formats=_TABLES,
        tables=lambda figures: [balance_table(figures)],
    ),
    PaperSpec(
        kind="surplus_statement",
        area=AREA,
        title=N_("盈余及盈余分配表"),
        note=N_("A4 纵向，会农社02表，全年或某月"),
        needs=STATEMENTS,
        build=build_surplus_statement,
        write=_write_surplus,
        stem=lambda source: f"{source.span.text}盈余及盈余分配表",
        formats=_TABLES,
        tables=lambda figures: [surplus_table(figures)],
    ),
    PaperSpec(
        kind="equity_statement",
        area=AREA,
        title=N_("成员权益变动表"),
        note=N_("A4 横向，会农社03表，全年"),
        needs=YEAR_STATEMENTS,
        build=build_equity_statement,
        write=_write_equity,
        stem=lambda source: f"{source.span.text}成员权益变动表",
        formats=_TABLES,
        tables=lambda figures: [equity_table(figures)],
    ),
    PaperSpec(
        kind="notes",
        area=AREA,
        title=N_("会计报表附注"),
        note=N_("A4 纵向，九个部分；账里没有的内容留空由本社填写"),
        needs=NOTES,
        build=build_notes,
        write=_write_notes,
        stem=lambda source: f"{source.statements.span.text}会计报表附注",
    ),
)
"""In the order of the gallery."""
