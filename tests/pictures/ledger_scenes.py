"""What is pictured of the page 收支凭证: a voucher typed, posted, red, long; the sheets and forms it opens."""

from coopdesk.domain.ledger.accounts import Side
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.ledger.line_columns import CREDIT, DEBIT, KEYS, rows_of
from coopdesk.ui.ledger.naming import ACCOUNT
from coopdesk.ui.ledger.page import LedgerPage
from coopdesk.ui.ledger.statements_pane import StatementsPane
from coopdesk.ui.ledger.vouchers_pane import VouchersPane
from tests.pictures.ledger_book import LONG_SUMMARY, line, voucher


def ledger(window: MainWindow) -> LedgerPage:
    """The page."""
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    return page


def pane(window: MainWindow) -> VouchersPane:
    """Its view of vouchers."""
    shown = ledger(window).pane
    assert isinstance(shown, VouchersPane)
    return shown


def typed(window: MainWindow) -> None:
    """A voucher of two lines is being typed, the second without its amount."""
    shown = pane(window)
    shown.begin_new(
        voucher(
            "2023-02-28",
            line("付二月工资", "212", Side.DEBIT, "12500"),
            line("付二月工资", "102", Side.CREDIT, "0"),
        )
    )
    shown.sheet.grid.view.setFocus()
    shown.sheet.grid.view.put_cursor(1, KEYS.index(CREDIT))


def balanced(window: MainWindow) -> None:
    """The same with its amount."""
    typed(window)
    pane(window).sheet.balance_line()


def mistaken(window: MainWindow) -> None:
    """Cells that cannot be read, and both sides in one line."""
    shown = pane(window)
    typed(window)
    model = shown.sheet.grid.model
    model.type(0, KEYS.index(ACCOUNT), "没有的科目")
    model.type(1, KEYS.index(CREDIT), "12.345")
    model.replace(2, 0, [["两边都填", "101 库存现金", "", "5", "5"]], "")
    shown.sheet.grid.view.put_cursor(1, KEYS.index(CREDIT))


def finding(window: MainWindow) -> None:
    """Long names in a line that is typed."""
    shown = pane(window)
    shown.begin_new()
    rows = rows_of(
        [
            line(LONG_SUMMARY, "12102", Side.DEBIT, "987654321.09"),
            line(LONG_SUMMARY, "211", Side.CREDIT, "987654321.09", party="002"),
        ]
    )
    shown.sheet.grid.set_rows(rows)
    shown.sheet.grid.view.put_cursor(1, KEYS.index(DEBIT))


def files(window: MainWindow) -> None:
    """The files of a posted voucher."""
    ledger(window).open_thing("vouchers:v3")
    pane(window).papers.toggle()


def looked_up(window: MainWindow) -> None:
    """The list, filtered."""
    shown = pane(window)
    shown._to_list()
    shown.table.view.start_filtering()
    shown.table.view.head.field("summary").setText("工资")


def post(window: MainWindow) -> None:
    """The sheet before posting."""
    balanced(window)
    pane(window).acts.post()


def reverse(window: MainWindow) -> None:
    """The form of a reversal."""
    ledger(window).open_thing("vouchers:v3")
    pane(window).acts.reverse()


def void(window: MainWindow) -> None:
    """The form that gives a draft up."""
    ledger(window).open_thing("vouchers:d1")
    pane(window).acts.void()


def keep_template(window: MainWindow) -> None:
    """The form that keeps a template."""
    balanced(window)
    pane(window).acts.keep_template()


def leave(window: MainWindow) -> None:
    """Another voucher is asked for while one is typed."""
    typed(window)
    pane(window).open_row("v3")


def opening_later(window: MainWindow) -> None:
    """A ledger that begins within a year, with a difference and a balance that does not follow."""
    from coopdesk.domain.ledger.months import Month
    from coopdesk.ui.kit import dialogs
    from coopdesk.ui.ledger.opening_form import OpeningForm

    form = OpeningForm(window.shell.desk)
    form.first.choose(Month(2022, 7))
    for row, cells in enumerate(
        (("101 库存现金", "", "8650.4", "1200", "300"), ("102 银行存款", "", "10000", "", ""))
    ):
        for column, text in enumerate(cells):
            form.grid.model.type(row, column, text)
    form.grid.model.type(1, 5, "9999")
    form.grid.view.put_cursor(1, 5)
    dialogs.ask(form, ledger(window))


def opened_figure(window: MainWindow) -> None:
    """What a figure of the balance sheet is made of."""
    shown = ledger(window).pane
    assert isinstance(shown, StatementsPane)
    shown.settle()
    shown.open_figure()
    shown.settle()
