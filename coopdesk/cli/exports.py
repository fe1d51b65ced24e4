"""The command that gives out a whole book, or the empty form of one, as a workbook."""

from pathlib import Path

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE
from coopdesk.cli.copies import ask_first, force, warn_of_place
from coopdesk.cli.following import followed
from coopdesk.cli.localized import argument, command, flag, option
from coopdesk.i18n import _

_OPEN = ".json"


def export() -> click.Command:
    """``coopdesk export``: members, shares, accounts and trade of a book as one workbook, or the form to fill in."""

    def act(book: str, out: str, template: bool, force: bool) -> int:
        warn_of_place(book)
        target = Path(out)
        if target.suffix.lower() == _OPEN:
            return _open_register(book, target, template, force)
        target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        if not force:
            ask_first(target)
        if template:
            written = bootstrap.write_out(bootstrap.empty_workbook(book), target)
        else:
            with followed(_("正在导出")) as progress:
                written = bootstrap.write_out(bootstrap.book_workbook(book, progress), target)
        click.echo(_("已写好 {path}").format(path=written), err=True)
        return DONE

    return command(
        "export",
        act,
        _("把成员、股份、成员账户和交易导出成一个 Excel 文件，或把整本股份登记簿导出成开放格式"),
        argument("book", "BOOK"),
        option("--out", "FILE.xlsx|FILE.json", _("写到哪个文件；.json 是开放格式的登记簿"), required=True),
        flag("--template", _("改为写出空白的填写表：表头、下拉选项、填写示例")),
        force(),
        details=_(
            "工作表：成员（名册、各类股数、账户余额，可以原样导入）、股份、成员账户、交易，都截至今天。"
            "文字永远是文字：以 = + - @ 开头的内容不会变成公式。"
            "写成 .json 时是开放登记格式（coopdesk-open-register/1）：全部股份变动和每一份持股的起止，"
            "格式见 docs/open-register.md；不含证件、电话、账号和住址。"
        ),
    )


def _open_register(book: str, target: Path, template: bool, force: bool) -> int:
    """Write the whole register in its open form."""
    if template:
        raise click.UsageError(_("空白的填写表只能写成 .xlsx"))
    if not force:
        ask_first(target)
    written = bootstrap.write_out(bootstrap.open_register(book), target)
    click.echo(_("已写好 {path}").format(path=written), err=True)
    return DONE
