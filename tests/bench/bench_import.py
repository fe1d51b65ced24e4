"""A roll of a hundred thousand members with shares, read in, against the time python-calamine needs to read the file.

The import is that of the command line: the file looked through and read, its headings found, every cell checked, its
total compared, all entered in one transaction and sealed in the journal. Each measure is taken in a process of its own
that has loaded what it needs before, in processor seconds, turn and turn about, the better of two; the memory is the
most the importing process ever took.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.bench_slips import GIVEN, SURNAMES
from tests.bench.result import Result, at_most, told

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 100_000
LIMIT = 6.0
MEMORY_LIMIT = 400.0
ROUNDS = 2
HEADINGS = (
    "编号", "姓名", "身份证号码", "组别", "联系电话", "股数", "股金（元）", "开户行", "银行卡号", "入社日期",
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def run() -> list[Result]:
    """Make the file, read it bare and import it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roll.xlsx"
        _in_process("make", str(file))
        rounds = [
            (_in_process("bare", str(file)), _in_process("import", str(file), f"{folder}/{number}.coop"))
            for number in range(ROUNDS)
        ]
    bare, taken = (min(each[part]["seconds"] for each in rounds) for part in (0, 1))
    memory = max(imported["memory"] for _bare, imported in rounds)
    return [
        told("import: python-calamine reads 100,000 members (baseline)", bare, "s"),
        told("import: 100,000 members with shares, processor time", taken, "s"),
        at_most("import: 100,000 members / the bare read", taken / bare, LIMIT),
        at_most("import: the most memory it ever took", memory, MEMORY_LIMIT, "MB"),
    ]


def _in_process(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.bench_import", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
    return measured


def make(file: Path) -> None:
    """A workbook as a large co-operative keeps it, all of it made up, with its total."""
    import xlsxwriter

    chance = Random(20191220)
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading)
        together = 0
        for place in range(1, MEMBERS + 1):
            shares = chance.randint(1, 9)
            together += shares
            _write(sheet, place, shares, chance)
        sheet.write_string(MEMBERS + 1, 0, "合计")
        sheet.write_number(MEMBERS + 1, 5, together)
        sheet.write_number(MEMBERS + 1, 6, together * 2000)


def _write(sheet: Any, place: int, shares: int, chance: Random) -> None:
    name = "".join(map(chance.choice, (SURNAMES, GIVEN, GIVEN)))
    born = f"{1940 + place // 1000 % 60}{place // 60000 % 12 + 1:02d}{chance.randint(1, 28):02d}"
    body = f"500108{born}{place % 1000:03d}"
    checked = "10X98765432"[sum(int(one) * weight for one, weight in zip(body, _WEIGHTS, strict=True)) % 11]
    texts = {
        0: f"F{place:06d}",
        1: name,
        2: body + checked,
        3: f"{place % 40 + 1}组",
        4: f"138{place:08d}",
        7: "农村商业银行南山支行",
        8: f"62220{place:013d}7",
        9: "2019-02-18",
    }
    for column, text in texts.items():
        sheet.write_string(place, column, text)
    sheet.write_number(place, 5, shares)
    sheet.write_number(place, 6, shares * 2000)


def _bare(file: Path) -> None:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(file)
    assert len(book.get_sheet_by_index(0).to_python()) == MEMBERS + 2


def _import(file: Path, book: Path) -> None:
    from coopdesk import bootstrap

    mapping = file.with_suffix(".json")
    mapping.write_text('{"defaults": {"kind": "farmer"}}', encoding="utf-8")
    document = bootstrap.import_roll(str(book), file, mapping)
    assert document["posted"], document["errors"][:3]


def _ready(book: Path) -> None:
    """A new book, and everything loaded that an import of one member needs."""
    from coopdesk import bootstrap

    bootstrap.create_book(str(book))
    first = book.with_suffix(".csv")
    first.write_text("姓名,股数\n张三,1\n", encoding="utf-8")
    bootstrap.import_roll(str(book), first, dry_run=True)


def _measured(work: Callable[[], None]) -> None:
    from tests.bench.bench_members import _peak

    begun = time.process_time()
    work()
    taken = time.process_time() - begun
    sys.stdout.write(json.dumps({"seconds": taken, "memory": _peak() / 1e6}) + "\n")


def main(arguments: list[str]) -> None:
    """One part of the measure: make the file, read it bare, or import it into a new book."""
    what, file, *book = arguments
    if what == "make":
        make(Path(file))
    elif what == "bare":
        __import__("python_calamine")
        _measured(lambda: _bare(Path(file)))
    else:
        _ready(Path(book[0]))
        _measured(lambda: _import(Path(file), Path(book[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
