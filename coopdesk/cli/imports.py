"""``coopdesk import``: an accountant's own sheet into a book, or what speaks against it."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE, WRONG_INPUT
from coopdesk.cli.copies import warn_of_place
from coopdesk.cli.localized import argument, command, flag, one_of, option
from coopdesk.i18n import _

FORMATS = ("json", "text")


def import_() -> click.Command:
    """Read a sheet, say everything that was found in one pass, and enter it where nothing speaks against it."""

    def act(book: str, file: str, mapping: str | None, dry_run: bool, form: str) -> int:
        warn_of_place(book)
        document = bootstrap.import_roll(
            book, Path(file), None if mapping is None else Path(mapping), dry_run=dry_run
        )
        say_document(document, form, bootstrap.import_lines)
        done = document["posted"] or (dry_run and document["can_post"])
        return DONE if done else WRONG_INPUT

    return command(
        "import",
        act,
        _("导入成员名册：xlsx、xls、et 或 csv，照村里原来的样子读"),
        argument("book", "BOOK"),
        argument("file", "FILE"),
        option("--mapping", "FILE.json", _("对应关系：哪一列是什么、各人相同的值等；没写的由程序识别")),
        flag("--dry-run", _("只检查，不写入账套")),
        told_as(),
        details=_(
            "一次列出全部错误，每处都写明单元格、原值和怎样改；有错误就什么也不写入，状态码是 2。"
            "只有一种读法的（空格、全角、日期写法）自动统一并列出。合计与各行相加不符也是错误。"
        ),
    )


def told_as() -> click.Option:
    """``--format``: how what was found is told, as the parameter ``form``."""
    return click.Option(
        ["--format", "form"],
        metavar="|".join(FORMATS),
        help=_("结果写成哪一种（默认 json）"),
        default=FORMATS[0],
        callback=one_of(*FORMATS),
    )


def say_document(
    document: Mapping[str, Any], form: str, lines: Callable[[Mapping[str, Any]], Iterator[str]]
) -> None:
    """What was found on standard output: as JSON, or as ``lines`` for people."""
    if form == "json":
        # For other programs: UTF-8 and \n whatever the console speaks.
        # Part by part, for a hundred thousand mistakes are twenty million characters.
        for part in json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(document):
            sys.stdout.buffer.write(part.encode("utf-8"))
        sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
        return
    for line in lines(document):
        click.echo(line)
