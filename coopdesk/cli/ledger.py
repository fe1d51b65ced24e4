"""The commands of the ledger: vouchers and trial balance for other programs, and vouchers posted from a file."""

from datetime import date
from pathlib import Path

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE, WRONG_INPUT
from coopdesk.cli.copies import force, warn_of_place
from coopdesk.cli.imports import say_document, told_as
from coopdesk.cli.localized import a_day, argument, command, flag, one_of
from coopdesk.cli.registers import day_option, format_option, give_out, out_option, ready_to_give
from coopdesk.i18n import _


def vouchers() -> click.Command:
    """``coopdesk vouchers``: the posted vouchers of some days."""

    def act(book: str, first: date | None, last: date | None, form: str, out: str | None, force: bool) -> int:
        ready_to_give(form, out, force)
        warn_of_place(book)
        give_out(bootstrap.vouchers_bytes(book, form, first, last), out)
        return DONE

    return command(
        "vouchers",
        act,
        _("已记账的凭证：某些日期的全部分录"),
        argument("book", "BOOK"),
        _day("--from", "first", _("从哪一天起（默认建账之日）")),
        _day("--to", "last", _("到哪一天止（默认最后一张凭证）")),
        format_option(),
        out_option(),
        force(),
        details=_(
            "按月份和凭证号排列。JSON 的键固定不变：format、from、to、vouchers（id、day、word、number、kind、"
            "attachments、amount、prepared_by、checked_by、posted_by、reverses、reversed_by、source、lines），"
            "分录有 position、summary、account、account_name、debit、credit、member、party、product、channel；"
            "金额是十进制字符串。写出的 JSON 可以用 coopdesk post 记到另一个账套。CSV 为带标记的 UTF-8，"
            "Excel 和 WPS 双击即可打开；以 = + - @ 开头的文字仍是文字。"
        ),
    )


def trial_balance() -> click.Command:
    """``coopdesk trial-balance``: what every account holds at the end of a day."""

    def act(book: str, as_of: date | None, form: str, out: str | None, force: bool) -> int:
        ready_to_give(form, out, force)
        warn_of_place(book)
        give_out(bootstrap.trial_balance_bytes(book, as_of), out)
        return DONE

    return command(
        "trial-balance",
        act,
        _("科目余额表：截至某一天，各科目的余额和发生额"),
        argument("book", "BOOK"),
        day_option("--as-of", _("截至哪一天当日终了（默认今天）")),
        click.Option(
            ["--format", "form"],
            metavar="json",
            help=_("写成哪一种（只有 json）"),
            default="json",
            callback=one_of("json"),
        ),
        out_option(),
        force(),
        details=_(
            "JSON 的键固定不变：format、as_of、month、accounts（code、name、level、side、begin、opening、month、"
            "year、closing）、totals；每一栏都有 debit 和 credit，金额是十进制字符串。begin 是年初余额，"
            "opening 是月初余额，month 和 year 是本月和本年累计发生额，closing 是当日余额；上级科目包括其下级。"
        ),
    )


def post() -> click.Command:
    """``coopdesk post``: the vouchers of a file into the ledger, or what speaks against them."""

    def act(book: str, file: str, dry_run: bool, form: str) -> int:
        warn_of_place(book)
        document = bootstrap.post_vouchers(book, Path(file), dry_run=dry_run)
        say_document(document, form, bootstrap.posted_lines)
        return DONE if document["posted"] or (dry_run and document["can_post"]) else WRONG_INPUT

    return command(
        "post",
        act,
        _("把文件里的凭证记账：全部记上，或者一张也不记"),
        argument("book", "BOOK"),
        argument("file", "FILE"),
        flag("--dry-run", _("只检查，不写入账套")),
        told_as(),
        details=_(
            "JSON 与 coopdesk vouchers 写出的相同，只必须有 day 和 lines（summary、account、debit 或 credit）；"
            "CSV 和 Excel 与它写出的表相同，别的表见 coopdesk import-vouchers。"
            "一次列出全部凭证的全部错误，每处都写明第几张、第几行和原值；有错误就什么也不写入，状态码是 2。"
            "凭证号在记账时由程序按月给出；文件里的号只用来查重。"
        ),
    )


def _day(name: str, parameter: str, meaning: str) -> click.Option:
    return click.Option([name, parameter], metavar="YYYY-MM-DD", help=meaning, callback=a_day)
