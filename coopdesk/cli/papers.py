"""The commands that print papers of a book as PDF."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from coopdesk import bootstrap
from coopdesk.cli import DONE
from coopdesk.cli.copies import ask_first, warn_of_clock, warn_of_place
from coopdesk.cli.copies import force as force_option
from coopdesk.cli.localized import a_day, a_month, a_year, argument, command, one_of, option
from coopdesk.cli.registers import give_out, out_option, ready_to_give
from coopdesk.i18n import _
from coopdesk.services.paper import ChosenBy, NamedBy

_STATEMENT_FORMATS = ("json", "pdf", "xlsx")


def _warn_and_ask(book: str, out: str, force: bool) -> None:
    """Before a paper of a book is written, which bears today's date."""
    warn_of_place(book)
    warn_of_clock(bootstrap.clock_doubt(book))
    if not force:
        ask_first(Path(out))


def slips() -> click.Command:
    """``coopdesk slips``: the dividend slips of a year."""

    def act(book: str, year: int, out: str, layout: str, force: bool) -> int:
        _warn_and_ask(book, out, force)
        for path in bootstrap.print_slips(book, year, Path(out), layout):
            click.echo(_("已写好 {year} 年度分红单 {path}").format(year=year, path=path), err=True)
        return DONE

    layouts = bootstrap.slip_layouts()
    return command(
        "slips",
        act,
        _("打印某一年度的分红单"),
        argument("book", "BOOK"),
        option("--year", "YYYY", _("年度"), required=True, callback=a_year),
        option("--out", "FILE.pdf", _("写到哪个文件"), required=True),
        option(
            "--layout",
            "|".join(layouts),
            _("a5：每页一张；3up：A4 每页三张，带裁切线；241x93：连续纸（默认 a5）"),
            default="a5",
            callback=one_of(*layouts),
        ),
        force_option(),
    )


def proposal() -> click.Command:
    """``coopdesk proposal``: the draft of a distribution for the meeting."""

    def act(book: str, year: int, out: str, force: bool) -> int:
        _warn_and_ask(book, out, force)
        for path in bootstrap.print_proposal(book, year, Path(out)):
            click.echo(_("已写好 {year} 年度分配方案（草案） {path}").format(year=year, path=path), err=True)
        return DONE

    return command(
        "proposal",
        act,
        _("打印某一年度的盈余分配方案（草案），供成员大会审议"),
        argument("book", "BOOK"),
        option("--year", "YYYY", _("年度"), required=True, callback=a_year),
        option("--out", "FILE.pdf", _("写到哪个文件"), required=True),
        force_option(),
    )


def paper() -> click.Command:
    """``coopdesk paper``: any paper, of a year, as at a day, or of one member, share operation or certificate."""

    def act(
        book: str,
        year: int | None,
        day: date | None,
        month: int,
        numbers: str,
        kind: str,
        out: str,
        force: bool,
        **named: str,
    ) -> int:
        wanted = of_one.get(kind)
        _require(wanted or kinds[kind], year, day, named)
        _warn_and_ask(book, out, force)
        if wanted is not None:
            written = bootstrap.print_paper_of(book, kind, named[wanted.value], Path(out), year)
        else:
            asked = year or (day or date.min).year
            written = bootstrap.print_paper(book, kind, asked, Path(out), day, month, numbers)
        for path in written:
            click.echo(_("已写好 {path}").format(path=path), err=True)
        return DONE

    kinds, of_one = bootstrap.paper_kinds(), bootstrap.papers_of_one()
    known = (*kinds, *of_one)
    return command(
        "paper",
        act,
        _("打印任意一种单据：按年度、月份或凭证号的，截至某一天的，或某位成员、某笔登记、某本股权证的"),
        argument("book", "BOOK"),
        *_choosing(),
        *_naming(of_one),
        option(
            "--kind",
            "|".join(known),
            _("哪一种单据：{kinds}").format(kinds=" ".join(known)),
            required=True,
            callback=one_of(*known),
        ),
        option("--out", "FILE.pdf|FILE.xlsx", _("写到哪个文件；账簿和报表可以是 .xlsx"), required=True),
        force_option(),
    )


def statements() -> click.Command:
    """``coopdesk statements``: the three statements of a year, or the two of a month."""

    def act(book: str, year: int, month: int, form: str, out: str | None, force: bool) -> int:
        if form == _STATEMENT_FORMATS[0]:
            ready_to_give(form, out, force)
            warn_of_place(book)
            give_out(bootstrap.statements_bytes(book, year, month), out)
            return DONE
        if out is None:
            raise click.UsageError(_("{form} 请用 --out 写到文件").format(form=form))
        target = Path(out)
        target = target if target.suffix.lower() == f".{form}" else target.with_name(f"{target.name}.{form}")
        _warn_and_ask(book, str(target), force)
        for path in bootstrap.print_paper(book, "statements", year, target, month=month):
            click.echo(_("已写好 {path}").format(path=path), err=True)
        return DONE

    return command(
        "statements",
        act,
        _("会计报表：资产负债表、盈余及盈余分配表、成员权益变动表"),
        argument("book", "BOOK"),
        option("--year", "YYYY", _("年度"), required=True, callback=a_year),
        option("--month", "1-12", _("哪个月的月报（前两张表）；不写是年报"), callback=a_month),
        click.Option(
            ["--format", "form"],
            metavar="|".join(_STATEMENT_FORMATS),
            help=_("写成哪一种（默认 json）"),
            default=_STATEMENT_FORMATS[0],
            callback=one_of(*_STATEMENT_FORMATS),
        ),
        out_option(),
        force_option(),
        details=_(
            "按财会〔2021〕37号的行次列出。JSON 的键固定不变：format、coop、from、to、balance_sheet（end、begin）、"
            "surplus（year、previous，月报是 month、so_far）、equity（月报没有）、journal；"
            "前两张表以行次为键，equity 以行和列为键；金额是十进制字符串，没有数的是 null。"
        ),
    )


def _choosing() -> Iterator[click.Option]:
    """What papers are chosen by: a year, a day, a month, numbers of vouchers."""
    yield option("--year", "YYYY", _("年度"), callback=a_year)
    yield option(
        "--day",
        "YYYY-MM-DD",
        _("截至哪一天（名册类单据）；只写年度时是年度末，本年度是今天"),
        callback=a_day,
    )
    yield option("--month", "1-12", _("哪个月（凭证、账簿和报表）；不写是全年"), callback=a_month)
    yield option("--numbers", "1-20", _("哪些号的凭证：5、1-20、12-、付3-8；不写是全部"), default="")


def _naming(of_one: Mapping[str, NamedBy]) -> Iterator[click.Option]:
    """An option for each thing that there are papers of, with the kinds of those papers."""
    meanings = {
        NamedBy.MEMBER: ("NUMBER", _("成员编号：{kinds}")),
        NamedBy.OPERATION: ("N[/YUAN]", _("第几号股份变动，斜线后可写价款：{kinds}")),
        NamedBy.CERTIFICATE: ("NUMBER", _("股权证编号：{kinds}")),
        NamedBy.VOUCHER: ("YYYY-MM/N", _("哪张凭证，如 2024-03/记12：{kinds}")),
        NamedBy.ACCOUNT: ("CODE", _("科目编码：{kinds}")),
    }
    for by, (metavar, meaning) in meanings.items():
        kinds = " ".join(kind for kind, wanted in of_one.items() if wanted is by)
        if kinds:
            yield option(f"--{by.value}", metavar, meaning.format(kinds=kinds), default="")


def _require(by: ChosenBy | NamedBy, year: int | None, day: date | None, named: Mapping[str, str]) -> None:
    """Refuse a command line that does not name what the paper is of."""
    if isinstance(by, NamedBy):
        missing, there = by.value, bool(named.get(by.value))
    elif by is ChosenBy.DAY:
        missing, there = by.value, bool(year or day)
    else:
        missing, there = ChosenBy.YEAR.value, bool(year)
    if not there:
        raise click.UsageError(_("缺少 {name}").format(name=f"--{missing}"))
