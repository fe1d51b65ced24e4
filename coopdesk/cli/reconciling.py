"""``coopdesk reconcile``: a bank's statement into the book, matched with the ledger, and the sheet that explains the
rest."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE, WRONG_INPUT
from coopdesk.cli.copies import warn_of_place
from coopdesk.cli.localized import argument, command, flag, one_of, option
from coopdesk.domain.errors import DomainError
from coopdesk.domain.money import Money
from coopdesk.domain.typed import read_money
from coopdesk.i18n import _
from coopdesk.services.ledger.bank.matching import DAYS, MOST_DAYS
from coopdesk.wording import error_text

_FORMATS = ("json", "text")


def reconcile() -> click.Command:
    """Read a statement, keep its lines, match what is sure, and say what is left."""

    def act(
        book: str,
        file: str,
        account: str,
        days: int,
        opening: Money | None,
        anew: frozenset[int],
        dry_run: bool,
        form: str,
    ) -> int:
        warn_of_place(book)
        document = bootstrap.reconcile(
            book, Path(file), account, days=days, opening=opening, anew=anew, dry_run=dry_run
        )
        _say(document, form)
        return DONE if document["kept"] or (dry_run and document["can_keep"]) else WRONG_INPUT

    return command(
        "reconcile",
        act,
        _("把银行的对账单（csv、xls、xlsx）记入账套，和账上的收支对上，列出余额调节表"),
        argument("book", "BOOK"),
        argument("file", "FILE"),
        option("--account", "CODE", _("对哪个科目，如 102"), required=True),
        _days_apart(),
        option("--opening", "YUAN", _("对账单以前的余额；对账单没有余额一列时要写"), callback=_opening),
        option("--anew", "ROWS", _("看着像账套里已有、其实是另一笔的行号，用逗号分开"), callback=_rows),
        flag("--dry-run", _("只检查，不写入账套")),
        _format(),
        details=_("同一份对账单只记一次，两份重叠的也不会重复；只有不会弄错的才自动对上，其余的两边列出。"),
    )


def _say(document: Mapping[str, Any], form: str) -> None:
    if form == "json":
        # For other programs: UTF-8 and \n whatever the console speaks.
        text = json.dumps(document, ensure_ascii=False, indent=1)
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    else:
        for line in bootstrap.statement_lines(document):
            click.echo(line)


def _days_apart() -> click.Option:
    meaning = _("日期最多相差几天（默认 {days}）").format(days=DAYS)
    return option("--days", "N", meaning, default=str(DAYS), callback=_days)


def _format() -> click.Option:
    return click.Option(
        ["--format", "form"],
        metavar="|".join(_FORMATS),
        help=_("结果写成哪一种（默认 json）"),
        default=_FORMATS[0],
        callback=one_of(*_FORMATS),
    )


def _days(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value) <= MOST_DAYS):
        sentence = _("天数应是 0 到 {most} 的整数，不能是“{value}”").format(most=MOST_DAYS, value=value)
        raise click.BadParameter(sentence, ctx, parameter)
    return int(value)


def _opening(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Money | None:
    if value is None:
        return None
    try:
        return read_money(value)
    except DomainError as error:
        raise click.BadParameter(error_text(error), ctx, parameter) from None


def _rows(ctx: click.Context, parameter: click.Parameter, value: str | None) -> frozenset[int]:
    parts = [] if value is None else value.replace("，", ",").split(",")
    if not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise click.BadParameter(_("行号应是数字，不能是“{value}”").format(value=value), ctx, parameter)
    return frozenset(map(int, parts))
