"""``coopdesk export-vouchers`` and ``import-vouchers``: vouchers in the files of other programs."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE, WRONG_INPUT
from coopdesk.cli.copies import ask_first, force, warn_of_place
from coopdesk.cli.localized import a_day, argument, command, flag, one_of, option
from coopdesk.i18n import _

_FORMATS = ("json", "text")
_SAME = "same"


def export_vouchers() -> click.Command:
    """Posted vouchers as a file that another program reads, by its layout and its names of our accounts."""

    def act(
        book: str,
        layout: str,
        first: date,
        last: date,
        out: str,
        accounts: str | None,
        force: bool,
        form: str,
    ) -> int:
        warn_of_place(book)
        target = Path(out)
        if not force:
            ask_first(target)
        table = None if accounts is None or accounts == _SAME else Path(accounts)
        document = bootstrap.export_vouchers(
            book, target, layout, (first, last), table, same_accounts=accounts == _SAME
        )
        _say(document, form, bootstrap.sent_voucher_lines(document))
        return WRONG_INPUT if document["errors"] else DONE

    return command(
        "export-vouchers",
        act,
        _("把已记账的凭证导出成其他财务软件能导入的文件"),
        argument("book", "BOOK"),
        _layout(required=True),
        _day("--from", "first", _("从哪一天起")),
        _day("--to", "last", _("到哪一天止")),
        option("--out", "FILE", _("写到哪个文件；对方限定大小的分成几个，名字后面加 -1、-2"), required=True),
        _accounts(),
        force(),
        _format(),
        details=_(
            "对方账套的科目编码不同时要给出科目对照表；有一个科目没有对应就不导出，并逐个列出。"
            "没有给出时用账套里为这种格式保存的对照表。格式的依据和限制见 docs/vouchers.md。"
        ),
    )


def import_vouchers() -> click.Command:
    """A file of vouchers into the ledger, or what speaks against it."""

    def act(
        book: str,
        file: str,
        layout: str,
        accounts: str | None,
        mapping: str | None,
        twice: str,
        dry_run: bool,
        form: str,
    ) -> int:
        warn_of_place(book)
        document = bootstrap.import_vouchers(
            book,
            Path(file),
            layout=layout,
            accounts=None if accounts is None or accounts == _SAME else Path(accounts),
            same_accounts=accounts == _SAME,
            mapping=None if mapping is None else Path(mapping),
            twice=twice,
            dry_run=dry_run,
        )
        _say(document, form, bootstrap.voucher_lines(document))
        return DONE if document["posted"] or (dry_run and document["can_post"]) else WRONG_INPUT

    return command(
        "import-vouchers",
        act,
        _("导入其他财务软件的凭证：xlsx、xls、csv、txt 或 dbf"),
        argument("book", "BOOK"),
        argument("file", "FILE"),
        _layout(required=False),
        _accounts(),
        option("--mapping", "FILE.json", _("对应关系：哪一列是什么、改正的单元格、不导入的行")),
        option("--twice", "REASON", _("账套里已有同样的凭证，仍要再记一次的原因"), default=""),
        flag("--dry-run", _("只检查，不写入账套")),
        _format(),
        details=_(
            "一次列出全部错误，每处都写明单元格、原值和怎样改；有错误就什么也不写入，状态码是 2。"
            "没有指明格式时由程序按表头识别。合计与各行相加不符也是错误。"
        ),
    )


def _day(name: str, parameter: str, meaning: str) -> click.Option:
    return click.Option([name, parameter], metavar="DATE", help=meaning, required=True, callback=a_day)


def _layout(*, required: bool) -> click.Option:
    known = " / ".join(bootstrap.voucher_layouts())
    meaning = _("哪一种格式：{known}，或账套里保存的格式").format(known=known)
    return option("--layout", "NAME", meaning, required=required, **({} if required else {"default": ""}))


def _accounts() -> click.Option:
    return option(
        "--accounts",
        f"FILE|{_SAME}",
        _("科目对照表（本社科目编码、对方科目编码、对方科目名称）；same 表示编码相同"),
    )


def _format() -> click.Option:
    return click.Option(
        ["--format", "form"],
        metavar="|".join(_FORMATS),
        help=_("结果写成哪一种（默认 json）"),
        default=_FORMATS[0],
        callback=one_of(*_FORMATS),
    )


def _say(document: Mapping[str, Any], form: str, lines: Iterator[str]) -> None:
    if form == "json":
        # For other programs: UTF-8 and \n whatever the console speaks.
        sys.stdout.buffer.write(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()
    else:
        for line in lines:
            click.echo(line)
