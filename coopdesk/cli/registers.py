"""The commands that give out registers of a book for other programs: on standard output, or to a file."""

import sys
from datetime import date
from pathlib import Path

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE
from coopdesk.cli.copies import ask_first, force, warn_of_place
from coopdesk.cli.localized import a_day, a_year, argument, command, one_of, option
from coopdesk.i18n import _

FORMATS = ("json", "csv", "xlsx")


def register() -> click.Command:
    """``coopdesk register``: who held what of each class at the end of a day, and the change against another day."""

    def act(
        book: str, as_of: date | None, against: date | None, form: str, out: str | None, force: bool
    ) -> int:
        ready_to_give(form, out, force)
        warn_of_place(book)
        give_out(bootstrap.register_bytes(book, form, as_of, against), out)
        return DONE

    return command(
        "register",
        act,
        _("股份登记簿：截至某一天，每位成员各类股份各有多少"),
        argument("book", "BOOK"),
        day_option("--as-of", _("截至哪一天当日终了（默认今天）")),
        day_option("--against", _("与哪一天比较，另列增减")),
        format_option(),
        out_option(),
        force(),
        details=_(
            "列出当日的成员和持有股份的人，按名册顺序，最后是合计。JSON 的键固定不变：format、as_of、against、"
            "classes、members（number、name、kind、group、joined、ended、member、holdings、total）、totals；"
            "股数是十进制字符串，holdings 按股份类别代码列出。与另一天比较时，各处另有 changes 和 total_change。"
            "CSV 为带标记的 UTF-8，Excel 和 WPS 双击即可打开；以 = + - @ 开头的文字仍是文字。"
        ),
    )


def accounts() -> click.Command:
    """``coopdesk accounts``: the member accounts of a year, from the opening balance to the closing one."""

    def act(book: str, year: int, member: str | None, form: str, out: str | None, force: bool) -> int:
        ready_to_give(form, out, force)
        warn_of_place(book)
        give_out(bootstrap.accounts_bytes(book, year, form, member or ""), out)
        return DONE

    return command(
        "accounts",
        act,
        _("成员账户：每位成员一年的出资、公积金份额、量化份额、交易、返还和分配"),
        argument("book", "BOOK"),
        option("--year", "YYYY", _("年度"), required=True, callback=a_year),
        option("--member", "NUMBER", _("只要这一位成员（成员编号）")),
        format_option(),
        out_option(),
        force(),
        details=_(
            "按名册顺序逐户列出年初余额、当年每一笔和年末余额。JSON 的键固定不变：format、coop、year、products、"
            "members（number、name、address、opening、entries、closing、trades、refund、dividend）、totals、"
            "reconciliations；金额和数量是十进制字符串，余额按 capital_poverty、capital、reserve、subsidy、donation "
            "列出。CSV 为带标记的 UTF-8，Excel 和 WPS 双击即可打开；以 = + - @ 开头的文字仍是文字。"
        ),
    )


def day_option(flag: str, meaning: str) -> click.Option:
    """An option that takes a day, typed in any of the usual forms."""
    return option(flag, "YYYY-MM-DD", meaning, callback=a_day)


def format_option() -> click.Option:
    """``--format``: how a register is written, as the parameter ``form``."""
    return click.Option(
        ["--format", "form"],
        metavar="|".join(FORMATS),
        help=_("写成哪一种（默认 json）"),
        default=FORMATS[0],
        callback=one_of(*FORMATS),
    )


def out_option() -> click.Option:
    """``--out``: the file that is written in place of standard output."""
    return option("--out", "FILE", _("写到哪个文件；不写则输出到标准输出"))


def ready_to_give(form: str, out: str | None, force: bool) -> None:
    """Refuse, before anything is read, to show a workbook on a terminal or to replace a file nobody agreed to."""
    if out is None:
        if form == "xlsx" and sys.stdout.isatty():
            raise click.UsageError(_("xlsx 不能显示在终端上；请用 --out 写到文件"))
    elif not force:
        ask_first(Path(out))


def give_out(content: bytes, out: str | None) -> None:
    """The bytes to standard output as they are, or to a file, which is then named on standard error."""
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = bootstrap.write_out(content, Path(out))
    click.echo(_("已写好 {path}").format(path=path), err=True)
