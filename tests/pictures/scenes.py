"""What is pictured of the window: pages over each book in each variant, and the dialogs and sheets they open.

A page that comes later is one more line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coopdesk import paths
from coopdesk.i18n import _
from coopdesk.services.distribution.values import HouseholdStanding
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.import_values import ImportReceipt
from coopdesk.ui.distribution.page import DistributionPage
from coopdesk.ui.first_start.page import FirstStartPage
from coopdesk.ui.frame.main_window import MainWindow
from coopdesk.ui.frame.preferences import keep_recent_books
from coopdesk.ui.importing.receipts import ReceiptsForm
from coopdesk.ui.kit import dialogs
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.kit.table_view import TableView
from coopdesk.ui.kit.tokens import TextSize, Theme
from coopdesk.ui.members.account_forms import GRANT, OPEN, PAY_OUT, QUANTIFY, SURPLUS, USE
from coopdesk.ui.members.accounts import CONTRIBUTE
from coopdesk.ui.members.entries import EntryRow
from coopdesk.ui.members.more_acts import (
    CONVERT,
    END,
    HOUSEHOLD,
    INHERIT,
    MEND,
    MERGE,
    OFFICE,
    RECALL,
    REDEEM,
    SPLIT,
    STRIKE,
    SUBSCRIBE,
    TAKE_BACK,
)
from coopdesk.ui.members.page import MembersPage
from coopdesk.ui.papers.page import PapersPage
from coopdesk.ui.settings.classes import ClassesSection
from tests.pictures import books, ledger_scenes
from tests.pictures.studio import Variant

if TYPE_CHECKING:
    from coopdesk.ui.importing.wizard import ImportWizard

LIGHT, DARK = Variant(), Variant(Theme.DARK)
LARGE = Variant(text_size=TextSize.LARGE)
ENGLISH = Variant(language="en")
ENGLISH_LARGE = Variant(text_size=TextSize.LARGE, language="en")
ALL_VARIANTS = (
    LIGHT,
    DARK,
    Variant(text_size=TextSize.MEDIUM),
    LARGE,
    Variant(Theme.DARK, TextSize.LARGE),
    ENGLISH,
    ENGLISH_LARGE,
)
USUAL_VARIANTS = (LIGHT, DARK, LARGE, ENGLISH, ENGLISH_LARGE)
PLAIN_VARIANTS = (LIGHT, LARGE)
Act = Callable[[MainWindow], object]
SHEETS = Path(__file__).parents[1] / "sheets"


@dataclass(frozen=True)
class Scene:
    """One picture: the book it is over ("" for the first start), the page and thing that show, what is done before.

    With `dialog` the picture is of the dialog that the act opens.
    """

    name: str
    book: str
    page: str = ""
    thing: str = ""
    year: int = 2019
    variants: tuple[Variant, ...] = USUAL_VARIANTS
    act: Act | None = None
    dialog: bool = False


def _known_books(window: MainWindow) -> None:
    """Some books were opened before; one of them was moved."""
    here = paths.default_books_dir() / "林阁花木种植股份合作社.coop"
    here.parent.mkdir(parents=True, exist_ok=True)
    here.touch()
    keep_recent_books((here, Path("E:/账套/2023") / f"{books.LARGE_NAME}.coop"))
    window.welcome.reload()


def _refused_book(window: MainWindow) -> None:
    """A book could not be opened."""
    _known_books(window)
    window.welcome.show_error(
        EnvironmentFault("book.already_open", path="林阁.coop", who="王会计", since="2023-03-01 08:12")
    )


def _building(window: MainWindow) -> None:
    """The sample book is being built."""
    page = window.welcome
    assert isinstance(page, FirstStartPage)
    job = Job(_("正在准备示例账套"), lambda _progress: None, print, print, window)
    page.under_way.show_job(job)
    job.progressed.emit(17, 40)


def _new_book(window: MainWindow) -> None:
    page = window.welcome
    assert isinstance(page, FirstStartPage)
    page.new.button.click()


def _classes(window: MainWindow) -> ClassesSection:
    (section,) = window.page("settings").findChildren(ClassesSection)
    return section


def _amend_class(window: MainWindow) -> None:
    section = _classes(window)
    section.table.view.selectRow(0)
    section.amend()


def _members(window: MainWindow) -> MembersPage:
    page = window.page("members")
    assert isinstance(page, MembersPage)
    return page


def _distribution(window: MainWindow) -> DistributionPage:
    page = window.page("distribution")
    assert isinstance(page, DistributionPage)
    return page


def _explain(window: MainWindow) -> None:
    """A household's sum is asked about, as a click on it does."""
    _explain_of(window, "F07")


def _explain_mixed(window: MainWindow) -> None:
    _explain_of(window, "F01")


def _explain_of(window: MainWindow, number: str) -> None:
    (view,) = [view for view in _distribution(window).findChildren(TableView) if view.isVisible()]
    model = view.table_model
    row = next(place for place in range(model.rowCount()) if model.index(place, 0).data() == number)
    column = next(place for place, held in enumerate(model.columns) if held.key == "gross")
    view.setCurrentIndex(model.index(row, column))
    view.clicked.emit(view.currentIndex())


def _all_papers(window: MainWindow) -> PapersPage:
    page = window.page("papers")
    assert isinstance(page, PapersPage)
    return page


def _reverse(window: MainWindow) -> None:
    """An entry of the member shown that can be reversed is."""
    model = _members(window).detail.pane.entries.view.table_model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    _members(window).reverse(next(row for row in rows if isinstance(row, EntryRow) and row.reversible))


def _show_tab(place: int) -> Act:
    return lambda window: _members(window).detail.pane.tabs.setCurrentIndex(place)


def _show_account(window: MainWindow) -> None:
    """The account of 2019 of the member shown."""
    pane = _members(window).detail.pane
    pane.tabs.setCurrentIndex(pane.tabs.count() - 1)
    pane.account.choose_year(2019)


def _import(sheet: str, step: str, *, kind: str = "farmer", joined: str = "2019-02-18") -> Act:
    """The import wizard over one of the sheets, at one of its steps."""

    def act(window: MainWindow) -> None:
        from coopdesk.ui.importing.wizard import ImportWizard

        page = _members(window)
        wizard = ImportWizard(window.shell, page)
        wizard.setParent(window, Qt.WindowType.Dialog)
        wizard.prepare()
        if sheet:
            wizard.model.open_file(SHEETS / sheet)
            for each in wizard.steps:
                _wait(wizard)
                if each is getattr(wizard, step):
                    break
                if each is wizard.columns and kind:
                    wizard.columns.kind.choose(kind)
                    wizard.columns.joined.set_text(joined)
                    wizard.columns.joined.left.emit()
                    _wait(wizard)
                if wizard.currentPage() is each:
                    wizard.next()
        wizard.setFixedSize(1060, 700)
        wizard.prepare = lambda: None  # type: ignore[method-assign]  # it stands at its step already
        dialogs.run_wizard(wizard, page)

    return act


def _imports(window: MainWindow) -> None:
    """The receipts, one of them taken back."""
    receipts = [
        ImportReceipt(2, "2020 年新成员.xlsx", "9f3a" * 16, "2组", 12, 3, 12, datetime(2020, 3, 2, 10, 5), "王会计"),
        ImportReceipt(
            1, "股东花名册.xls", "07bc" * 16, "1组", 45, 0, 45, datetime(2019, 2, 20, 9, 30), "王会计",
            "选错了文件",
        ),
    ]  # fmt: skip
    dialogs.ask(ReceiptsForm(receipts), _members(window))


def _wait(wizard: "ImportWizard") -> None:
    while wizard.model.busy:
        QApplication.processEvents()
    QApplication.processEvents()


def _file_removed(window: MainWindow) -> None:
    shown = _members(window).files
    desk = window.shell.desk
    shown.remove(desk.attachments.of(Thing("member", "F01"))[0])


def _mark_cash(window: MainWindow) -> None:
    """Households are marked as paid in cash."""
    page = _distribution(window)
    assert page.model.situation is not None
    payments = page.model.situation.reading.payments
    page.mark(HouseholdStanding.CASH, [each for each in payments if not each.standing.settled])


def _keep_scheme(window: MainWindow) -> None:
    page = _distribution(window)
    assert page.model.edit is not None
    page.own.keep(page.model.edit.scheme)


def _change_sheet(window: MainWindow) -> None:
    """The year's trade is changed; the sheet that is kept is shown."""
    (sheet,) = window.shell.desk.distribution.measures(2023)
    _distribution(window).own.enter(sheet)


def _leave(window: MainWindow) -> None:
    dialogs.ask_leaving(window, _("离开账套"), [_("本年盈余"), _("分配办法")])


HOME = (
    Scene("home", "sample", "home", variants=ALL_VARIANTS),
    Scene("home-2022", "sample", "home", year=2022, variants=PLAIN_VARIANTS),
    Scene("home-2023", "sample", "home", year=2023, variants=PLAIN_VARIANTS),
    Scene("home-draft", "drafted", "home", year=2023, variants=PLAIN_VARIANTS),
    Scene("home-empty", "empty", "home", year=2023, variants=ALL_VARIANTS),
    Scene("home-large", "large", "home", year=2022, variants=ALL_VARIANTS),
    Scene("home-loss", "large", "home", year=2021, variants=PLAIN_VARIANTS),
    Scene("home-mixed", "mixed", "home", year=2022, variants=ALL_VARIANTS),
    Scene("home-mixed-loss", "mixed", "home", year=2021),
    Scene("home-losing", "losing", "home", year=2022, variants=PLAIN_VARIANTS),
)
MEMBERS = (
    Scene("members", "sample", "members", "F01", variants=ALL_VARIANTS),
    Scene("members-empty", "empty", "members", year=2023, variants=PLAIN_VARIANTS),
    Scene("members-large", "large", "members", "F0008", variants=ALL_VARIANTS),
    Scene("dialog-join", "sample", "members", act=lambda w: _members(w).join(), dialog=True),
    Scene("dialog-member", "sample", "members", "F01", act=lambda w: _members(w).edit(), dialog=True),
    Scene("dialog-shares", "sample", "members", "F01", act=lambda w: _members(w).add_shares(), dialog=True),
    Scene("dialog-transfer", "sample", "members", "F01", act=lambda w: _members(w).transfer(), dialog=True),
    Scene("dialog-member-large", "large", "members", "F0008", act=lambda w: _members(w).edit(), dialog=True),
    Scene("members-mixed", "mixed", "members", "F01", 2022, ALL_VARIANTS),
    Scene("members-ended", "mixed", "members", "F07", 2022),
    Scene("members-struck", "mixed", "members", "F08", 2022, PLAIN_VARIANTS),
    *(
        Scene(f"members-mixed-tab-{tab}", "mixed", "members", "F01", 2022, act=_show_tab(tab))
        for tab in range(4)
    ),
    Scene("members-account", "sample", "members", "F01", 2019, ALL_VARIANTS, _show_account),
    *(
        Scene(f"dialog-{name}", "mixed", "members", number, 2022, act=act, dialog=True)
        for name, number, act in (
            ("member-mixed", "F01", lambda w: _members(w).edit()),
            ("shares-mixed", "F01", lambda w: _members(w).add_shares()),
            ("transfer-mixed", "F01", lambda w: _members(w).transfer()),
            ("reversal", "F02", _reverse),
            ("end", "F01", lambda w: _members(w).more(END.name)),
            ("take-back-end", "F07", lambda w: _members(w).more(TAKE_BACK.name)),
            ("mend-joining", "F01", lambda w: _members(w).more(MEND.name)),
            ("household", "F02", lambda w: _members(w).more(HOUSEHOLD.name)),
            ("officers", "F02", lambda w: _members(w).more(OFFICE.name)),
            ("merge", "F02", lambda w: _members(w).more(MERGE.name)),
            ("strike", "F05", lambda w: _members(w).more(STRIKE.name)),
            *(
                (act.name, "F01", lambda w, name=act.name: _members(w).more(name))
                for act in (INHERIT, SUBSCRIBE, REDEEM, CONVERT, SPLIT, RECALL)
            ),
            ("contribution", "F01", lambda w: _members(w).accounts.carry_out(CONTRIBUTE.name)),
            *(
                (
                    act.name,
                    "F07" if act is PAY_OUT else "F01",
                    lambda w, name=act.name: _members(w).accounts.carry_out(name),
                )
                for act in (OPEN, GRANT, QUANTIFY, USE, SURPLUS, PAY_OUT)
            ),
            ("attachment-removed", "F01", _file_removed),
        )
    ),
)
_IMPORT_STEPS = tuple(
    Scene(f"import-{name}", "sample", "members", act=_import(sheet, step), dialog=True)
    for name, sheet, step in (
        ("empty", "", "file"),
        ("file", "06-household-register.xlsx", "file"),
        ("sheet", "06-household-register.xlsx", "sheet"),
        ("columns", "06-household-register.xlsx", "columns"),
        ("rows", "03-broken-numbers.xlsx", "rows"),
        ("book", "01-clean-roll.xlsx", "book"),
    )
)
IMPORT = (
    *_IMPORT_STEPS,
    Scene("dialog-imports", "sample", "members", act=_imports, dialog=True),
)
DISTRIBUTION = (
    *(
        Scene(f"distribution-{step}", "started", "distribution", step, 2023, ALL_VARIANTS)
        for step in ("surplus", "reserve", "scheme", "review", "resolution")
    ),
    Scene("distribution-paid", "sample", "distribution", "resolution", 2019),
    Scene("distribution-explained", "sample", "distribution", "scheme", 2019, ALL_VARIANTS, _explain),
    Scene("distribution-paid-scheme", "sample", "distribution", "scheme", 2019),
    Scene("distribution-draft", "drafted", "distribution", "resolution", 2023),
    Scene("distribution-empty", "empty", "distribution", year=2023, variants=PLAIN_VARIANTS),
    *(
        Scene(f"distribution-large-{step}", "large", "distribution", step, 2022)
        for step in ("surplus", "scheme", "review", "resolution")
    ),
    Scene("distribution-loss", "large", "distribution", "scheme", 2021, PLAIN_VARIANTS),
    *(
        Scene(f"distribution-mixed-{step}", "mixed", "distribution", step, 2023, ALL_VARIANTS)
        for step in ("surplus", "reserve", "scheme", "review", "resolution")
    ),
    Scene("distribution-mixed-explained", "mixed", "distribution", "scheme", 2022, act=_explain_mixed),
    Scene("distribution-mixed-being-paid", "mixed", "distribution", "resolution", 2022, ALL_VARIANTS),
    Scene("distribution-mixed-loss", "mixed", "distribution", "resolution", 2021),
    Scene("distribution-losing", "losing", "distribution", "review", 2022),
    Scene("distribution-losing-resolution", "losing", "distribution", "resolution", 2022),
    *(
        Scene(f"dialog-{name}", book, "distribution", step, year, act=act, dialog=True)
        for name, book, step, year, act in (
            ("resolution-mixed", "mixed", "resolution", 2023, lambda w: _distribution(w).resolve()),
            ("mark-cash", "mixed", "resolution", 2022, _mark_cash),
            ("payment-mixed", "mixed", "resolution", 2022, lambda w: _distribution(w).pay()),
            ("undo-payment", "mixed", "resolution", 2020, lambda w: _distribution(w).undo_payment()),
            ("reopen-loss", "mixed", "resolution", 2021, lambda w: _distribution(w).reopen_loss()),
            ("close-loss", "losing", "resolution", 2022, lambda w: _distribution(w).close_loss()),
            ("measures", "mixed", "scheme", 2023, _change_sheet),
            ("keep-template", "mixed", "scheme", 2023, _keep_scheme),
            ("leaving", "mixed", "scheme", 2023, _leave),
        )
    ),
    Scene(
        "dialog-resolution",
        "drafted",
        "distribution",
        year=2023,
        act=lambda w: _distribution(w).resolve(),
        dialog=True,
    ),
    Scene(
        "dialog-payment",
        "large",
        "distribution",
        year=2022,
        act=lambda w: _distribution(w).pay(),
        dialog=True,
    ),
    Scene(
        "dialog-withdraw",
        "large",
        "distribution",
        year=2022,
        act=lambda w: _distribution(w).withdraw(),
        dialog=True,
    ),
)
LEDGER = (
    Scene("ledger-none", "empty", "ledger", year=2023, variants=PLAIN_VARIANTS),
    Scene("ledger-new", "vouchers", "ledger", year=2023, variants=ALL_VARIANTS),
    *(
        Scene(f"ledger-{name}", "vouchers", "ledger", thing, 2023, ALL_VARIANTS, act)
        for name, thing, act in (
            ("typed", "", ledger_scenes.typed),
            ("balanced", "", ledger_scenes.balanced),
            ("mistaken", "", ledger_scenes.mistaken),
            ("long-names", "", ledger_scenes.finding),
            ("posted", "vouchers:v3", None),
            ("long", "vouchers:v7", None),
            ("red", "vouchers:v8", None),
            ("opening", "vouchers:v1", None),
            ("draft", "vouchers:d1", None),
            ("checked", "vouchers:d2", None),
            ("files", "", ledger_scenes.files),
            ("list", "", ledger_scenes.looked_up),
            ("balance-sheet", "statements:balance_sheet/2023/0", None),
            ("surplus", "statements:surplus/2023/2", None),
            ("equity", "statements:equity/2023/0", None),
            ("close", "close:2023-02", None),
            ("balances", "books:balances", None),
            ("detail", "books:detail/102", None),
            ("by-name", "books:named", None),
            ("general", "books:general", None),
            ("figure", "statements:balance_sheet/2023/0", ledger_scenes.opened_figure),
        )
    ),
    *(
        Scene(f"dialog-{name}", book, "ledger", year=2023, act=act, dialog=True)
        for name, book, act in (
            ("ledger-opening", "empty", lambda w: ledger_scenes.ledger(w).begin()),
            ("ledger-opening-later", "empty", ledger_scenes.opening_later),
            ("voucher-post", "vouchers", ledger_scenes.post),
            ("voucher-reverse", "vouchers", ledger_scenes.reverse),
            ("voucher-void", "vouchers", ledger_scenes.void),
            ("voucher-template", "vouchers", ledger_scenes.keep_template),
            ("voucher-leave", "vouchers", ledger_scenes.leave),
        )
    ),
)
PAPERS = (
    *(
        Scene(f"papers-{kind}", "sample", "papers", kind, 2019, USUAL_VARIANTS)
        for kind in ("slips_a5", "slips_3up", "sign_off", "notice")
    ),
    Scene("papers-register", "sample", "papers", "register", 2019, PLAIN_VARIANTS),
    Scene("papers-large", "large", "papers", "sign_off", 2022, PLAIN_VARIANTS),
    Scene("papers-mixed-register", "mixed", "papers", "register", 2022, USUAL_VARIANTS),
    Scene("papers-mixed", "mixed", "papers", "sign_off", 2022, USUAL_VARIANTS),
    Scene("papers-mixed-loss", "mixed", "papers", "", 2021, PLAIN_VARIANTS),
    Scene(
        "dialog-slip-check",
        "mixed",
        "papers",
        "",
        2022,
        act=lambda w: _all_papers(w).check_slips(),
        dialog=True,
    ),
    Scene("papers-ledger-vouchers", "ledger", "papers", "vouchers_a4", 2023, USUAL_VARIANTS),
    Scene("papers-ledger-books", "ledger", "papers", "detail_ledger", 2023, PLAIN_VARIANTS),
    Scene("papers-ledger-statements", "ledger", "papers", "balance_sheet", 2023, USUAL_VARIANTS),
    Scene("papers-none", "sample", "papers", year=2023, variants=PLAIN_VARIANTS),
    Scene("papers-empty", "empty", "papers", year=2023, variants=PLAIN_VARIANTS),
)
SETTINGS = (
    *(
        Scene(f"settings-{section}", "sample", "settings", section)
        for section in ("coop", "charter", "classes", "looks", "backup", "journal")
    ),
    Scene("settings-large", "large", "settings", year=2022),
    *(
        Scene(f"settings-mixed-{section}", "mixed", "settings", section, 2022)
        for section in ("coop", "classes", "journal")
    ),
    Scene("settings-empty", "empty", "settings", "backup", 2023, PLAIN_VARIANTS),
    Scene("dialog-class-new", "sample", "settings", "classes", act=lambda w: _classes(w).add(), dialog=True),
    Scene("dialog-class", "sample", "settings", "classes", act=_amend_class, dialog=True),
)
FIRST_START = (
    Scene("start", "", variants=ALL_VARIANTS),
    Scene("start-known", "", act=_known_books),
    Scene("start-building", "", act=_building),
    Scene("start-refused", "", act=_refused_book),
    Scene("dialog-new-book", "", act=_new_book, dialog=True),
)
SCENES = (*FIRST_START, *HOME, *MEMBERS, *IMPORT, *LEDGER, *DISTRIBUTION, *PAPERS, *SETTINGS)
