"""What goes to Excel: numbers of persons as text, sums as numbers, a name that begins like a formula as a name."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.money import Money
from coopdesk.i18n import N_
from coopdesk.ui.kit.columns import Column, Kind
from coopdesk.ui.kit.copying import clipboard_rows


@dataclass(frozen=True)
class Holder:
    name: str
    identity: str
    net: Money
    joined: date


COLUMNS: tuple[Column[Holder], ...] = (
    Column("name", N_("姓名")),
    Column("identity", N_("证件号码"), Kind.MASKED),
    Column("net", N_("实发"), Kind.MONEY),
    Column("joined", N_("入社日期"), Kind.DATE),
)
ID = "500108196601010207"


def holder(name: str = "董𠮷", net: str = "-1234.50") -> Holder:
    return Holder(name, ID, Money.parse(net), date(2019, 2, 18))


class Cells(HTMLParser):
    """The cells of the first table with the format each asks for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._format: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self._format = dict(attrs).get("style") or ""
            self.found.append(("", self._format))

    def handle_data(self, data: str) -> None:
        if self._format is not None:
            self.found[-1] = (self.found[-1][0] + data, self._format)

    def handle_endtag(self, tag: str) -> None:
        self._format = None


def test_headings_come_first_and_numbers_of_persons_are_masked() -> None:
    made = clipboard_rows(COLUMNS, [holder()])
    titles, row = made.text().split("\n")
    assert titles == "姓名\t证件号码\t实发\t入社日期"
    assert row.split("\t")[2:] == ["-1234.50", "2019-02-18"]
    assert ID not in made.text()
    assert ID not in made.html()


def test_shown_whole_they_are_copied_whole_and_stay_text() -> None:
    made = clipboard_rows(COLUMNS, [holder()], titled=False, revealed=True)
    assert made.text().split("\t")[1] == f"'{ID}"
    (name, identity, net, joined) = Cells(made.html()).found
    assert identity == (ID, r"mso-number-format:'\@'")
    assert name == ("董𠮷", r"mso-number-format:'\@'")
    assert net == ("-1234.50", "mso-number-format:'#,##0.00'")
    assert joined[0] == "2019-02-18"


@pytest.mark.parametrize(
    "name",
    ['=HYPERLINK("http://x","y")', "=cmd|' /c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "＝1", " =1", "'=1"],
)
def test_a_name_that_begins_like_a_formula_is_a_name(name: str) -> None:
    made = clipboard_rows(COLUMNS[:1], [holder(name)], titled=False)
    assert made.text() == f"'{name}"
    assert Cells(made.html()).found == [(name, r"mso-number-format:'\@'")]


def test_a_tab_or_line_in_a_name_breaks_no_row() -> None:
    made = clipboard_rows(COLUMNS, [holder("\t=1\r\n董"), holder("\u2028陈")])
    lines = made.text().split("\n")
    assert [line.count("\t") for line in lines] == [3, 3, 3]
    assert lines[1].startswith("' =1 董")


def test_a_number_that_begins_with_nought_keeps_it() -> None:
    made = clipboard_rows(COLUMNS[:1], [holder("0231"), holder("12")], titled=False)
    assert made.text() == "'0231\n12"


@given(st.text(max_size=20))
def test_no_text_reaches_a_cell_as_a_formula_or_breaks_out_of_it(name: str) -> None:
    made = clipboard_rows(COLUMNS, [holder(name)], titled=False)
    cells = made.text().split("\t")
    assert len(cells) == 4
    assert not cells[0].lstrip().startswith(("=", "+", "-", "@"))
    assert len(Cells(made.html()).found) == 4
