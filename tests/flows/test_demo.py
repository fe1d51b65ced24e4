"""The main job as one flow: `coopdesk demo`, and every figure read back from the papers it printed."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from coopdesk import bootstrap
from coopdesk.domain.capital import capital
from coopdesk.domain.money import Money
from coopdesk.domain.quantity import SCALE
from coopdesk.services.coop.commands import SetUpCoop
from coopdesk.services.coop.values import CoopDetails
from coopdesk.services.distribution.headlines import PlanState

SECONDS_ALLOWED = 20
BASIS = re.compile(r"[\d.]+ 股 × [\d,.]+|[\d,.]+ × [\d.]+ ÷ [\d.]+ 股|让出 [\d,.]+")
"""What stands in the column 计算依据, which may share a line with the amount it leads to."""
MONEY = re.compile(r"−?\d{1,3}(?:,\d{3})*\.\d{2}")
HOUSEHOLD_SHARES = [8, 6, 6, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2]


def expected_lines() -> dict[str, list[str]]:
    """Each member's lines and net as the public record and the register have them."""
    lines = {"G01": ["100,000.00", "−100,000.00", "0.00"], "C01": ["300,000.00", "300,000.00"]}
    for number, shares in enumerate(HOUSEHOLD_SHARES, start=1):
        amounts = (20_000 * shares, 1_250 * shares, 21_250 * shares)
        lines[f"F{number:02d}"] = [f"{amount:,}.00" for amount in amounts]
    return lines


def run_demo(folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "coopdesk", "demo", "--out", str(folder)],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


def pages(path: Path) -> list[str]:
    """The text of a PDF, page by page, as a reader copies it."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the demo made, in time and without complaint."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    begun = time.perf_counter()
    done = run_demo(folder, PYTHONIOENCODING="utf-8")
    assert time.perf_counter() - begun < SECONDS_ALLOWED
    assert (done.returncode, done.stderr) == (0, b"")
    (folder.parent / "said.txt").write_bytes(done.stdout)
    return folder


def paper(folder: Path, name: str) -> list[str]:
    return pages(folder / f"2019年度{name}.pdf")


def test_the_summary_shows_every_member_and_the_farmers_together(demo):
    said = (demo.parent / "said.txt").read_text(encoding="utf-8")
    rows = {line.split()[0]: MONEY.findall(line) for line in said.splitlines() if MONEY.search(line)}
    for number, amounts in expected_lines().items():
        assert rows[number][0] == amounts[0]
        assert rows[number][-1] == amounts[-1]
    assert rows["农户"] == ["1,600,000.00", "100,000.00", "1,700,000.00", "0.00", "1,700,000.00"]
    assert rows["合计"] == ["2,000,000.00", "2,000,000.00", "0.00", "2,000,000.00"]
    assert "示例" in said


def test_every_slip_says_what_its_member_gets(demo):
    slips = paper(demo, "分红单")
    assert len(slips) == 22
    for place, (number, amounts) in enumerate(expected_lines().items(), start=1):
        text = slips[place - 1]
        assert re.search(rf"2019-{place:04d}\s+{number}\b", text)
        *lines, net = amounts
        figures = MONEY.findall(BASIS.sub("", text))
        assert Counter(figures) == Counter([*lines, net, "0.00", net])
        assert capital(Money.parse(net.replace(",", ""))) in text
        assert "示例" in text


def test_the_figures_everybody_asks_for_are_on_the_slips(demo):
    by_number = dict(zip(expected_lines(), paper(demo, "分红单"), strict=True))
    assert "170,000.00" in by_number["F01"]
    assert "董𠮷" in by_number["F01"]
    assert "8 股 × 20,000.00" in by_number["F01"]
    assert all("42,500.00" in by_number[number] for number in ("F18", "F19", "F20"))
    assert "300,000.00" in by_number["C01"]
    assert {"100,000.00", "−100,000.00", "0.00"} <= set(by_number["G01"].split("\n"))


def test_three_slips_a_page_say_the_same(demo):
    one, three = paper(demo, "分红单"), paper(demo, "分红单（A4三联）")
    assert len(three) == 8
    assert Counter(MONEY.findall("\n".join(three))) == Counter(MONEY.findall("\n".join(one)))


def test_the_sign_off_sheet_adds_up(demo):
    text = "\n".join(paper(demo, "分红签领表"))
    assert "100 2,000,000.00 0.00 2,000,000.00 0.00 2,000,000.00" in text
    assert "人民币贰佰万元整" in text
    subtotals = [line for line in text.split("\n") if re.match(r"(75|25) [\d,]{7,}\.00", line)]
    assert [MONEY.findall(line)[-1] for line in subtotals] == ["1,468,750.00", "531,250.00"]


def test_what_is_posted_shows_nobody_whole(demo):
    desk = bootstrap.open_desk(demo / bootstrap.DEMO_BOOK, read_only=True)
    try:
        members = desk.members.present()
    finally:
        desk.close()
    text = "\n".join(text for name in ("分红单", "分红签领表", "分配公示") for text in paper(demo, name))
    posted = "\n".join(paper(demo, "分配公示"))
    for member in members:
        assert member.number in posted
        assert member.name in posted
        assert not any(number in text for number in (member.identity, member.account, member.phone))
    assert "1,700,000.00" not in posted.split("\n")


def test_the_book_holds_four_years(demo):
    desk = bootstrap.open_desk(demo / bootstrap.DEMO_BOOK)
    try:
        assert desk.verify() == ()
        summaries = desk.distribution.summaries()
        assert [summary.year for summary in summaries] == [2019, 2020, 2021, 2022]
        assert {summary.state for summary in summaries} == {PlanState.PAID}
        per_share = [summary.per_farmer_share for summary in summaries]
        assert per_share == [Money.parse(yuan) for yuan in ("21250", "5000", "10000", "10000")]
        assert sum(shares for _class, shares in desk.members.holdings("F01", date(2019, 12, 20))) == 8 * SCALE
        assert "ART44_PATRONAGE_60" in desk.distribution.frozen_plan(2019).findings
    finally:
        desk.close()


def test_the_demo_again_changes_nothing_in_the_book(demo):
    def facts():
        desk = bootstrap.open_desk(demo / bootstrap.DEMO_BOOK, read_only=True)
        try:
            entries = [desk.members.entries(member.number) for member in desk.members.present()]
            return (
                desk.members.present(),
                entries,
                desk.distribution.summaries(),
                desk.distribution.frozen_plan(2019),
            )
        finally:
            desk.close()

    before, said = facts(), (demo.parent / "said.txt").read_bytes()
    again = run_demo(demo, PYTHONIOENCODING="utf-8")
    assert (again.returncode, again.stdout, again.stderr) == (0, said, b"")
    assert facts() == before


def test_a_console_that_knows_few_characters_shows_the_rest_by_code(demo):
    done = run_demo(demo, PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode("gbk")
    assert "\\U00020bb7" in said
    assert "1,700,000.00" in said


def test_the_demo_never_touches_a_real_book(tmp_path):
    book = tmp_path / bootstrap.DEMO_BOOK
    desk = bootstrap.new_desk(book)
    try:
        desk.run(SetUpCoop(details=CoopDetails(name="向阳茶叶专业合作社", founded=date(2020, 5, 1))))
    finally:
        desk.close()
    done = run_demo(tmp_path, PYTHONIOENCODING="utf-8")
    assert done.returncode == 2
    assert "向阳茶叶专业合作社" in done.stderr.decode("utf-8")
    assert list(tmp_path.glob("*.pdf")) == []
    desk = bootstrap.open_desk(book, read_only=True)
    try:
        assert list(desk.members.present()) == []
    finally:
        desk.close()


def test_the_demo_says_which_folder_cannot_be(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run_demo(tmp_path / "file" / "out", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "file" in done.stderr.decode("utf-8")
