"""The commands: what each takes, what it asks of the program, and what it says when done."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coopdesk import __version__, bootstrap, i18n
from coopdesk.cli import DEBUG, DONE, FAULT, LANGUAGE_VARIABLE, WRONG_INPUT, complain, language_of
from coopdesk.cli.copies import backup, restore, warn_of_clock, warn_of_place
from coopdesk.cli.exports import export
from coopdesk.cli.following import followed
from coopdesk.cli.imports import import_
from coopdesk.cli.ledger import post, trial_balance, vouchers
from coopdesk.cli.localized import (
    HEAD_DIGITS,
    Group,
    a_head,
    argument,
    command,
    flag,
    help_option,
    option,
    usage_sentence,
)
from coopdesk.cli.papers import paper, proposal, slips, statements
from coopdesk.cli.reconciling import reconcile
from coopdesk.cli.registers import accounts, register
from coopdesk.cli.summary import summary_table
from coopdesk.cli.voucher_files import export_vouchers, import_vouchers
from coopdesk.i18n import _, ngettext
from coopdesk.services.distribution.plan import FrozenPlan
from coopdesk.services.journal.entry import Witness
from coopdesk.services.redaction import masked
from coopdesk.wording import error_text

_LANG = "--lang"
_LOG = logging.getLogger("coopdesk.command")


def carry_out(arguments: Sequence[str]) -> int:
    """Run one command line; the status of the process. Errors of book and machine go up to ``run``."""
    try:
        rest = _choose_language(arguments)
        status = _program().main(rest, prog_name="coopdesk", standalone_mode=False)
    except click.UsageError as error:
        complain(usage_sentence(error))
        asked = error.ctx.command_path if error.ctx is not None else "coopdesk"
        click.echo(_("用法说明：{command} --help").format(command=asked), err=True)
        return WRONG_INPUT
    except click.Abort:
        raise KeyboardInterrupt from None
    return status if isinstance(status, int) else DONE


def _choose_language(arguments: Sequence[str]) -> list[str]:
    """Take ``--lang`` out of a command line, wherever it stands, before any help is written."""
    rest: list[str] = []
    pending = iter(arguments)
    for word in pending:
        flag, equals, value = word.partition("=")
        if flag != _LANG:
            rest.append(word)
            continue
        tag = value if equals else next(pending, "")
        language = language_of(tag)
        if language is None:
            raise click.UsageError(
                _("{option}：没有“{value}”这种语言，只有 zh 和 en").format(option=_LANG, value=tag)
            )
        i18n.set_language(language)
    return rest


def _program() -> Group:
    language = _("显示语言：zh 或 en；也可用环境变量 {variable}").format(variable=LANGUAGE_VARIABLE)
    commands = (
        _demo(),
        _evaluate(),
        _new(),
        slips(),
        proposal(),
        paper(),
        statements(),
        register(),
        import_(),
        accounts(),
        vouchers(),
        trial_balance(),
        post(),
        export(),
        export_vouchers(),
        import_vouchers(),
        reconcile(),
        backup(),
        restore(),
        _verify(),
        _open(),
    )
    return Group(
        "coopdesk",
        commands={command.name or "": command for command in commands},
        callback=_open_if_alone,
        invoke_without_command=True,
        params=[
            option(_LANG, "zh|en", language, expose_value=False),
            _selftest(),
            _temp_book(),
            flag(
                DEBUG, _("写一份调试日志，结束时说明写在哪里；不含姓名、证件、电话和账号"), expose_value=False
            ),
            _version(),
            help_option(),
        ],
        help=_("股份合作社的成员股份、盈余分配与分红单。不带命令时打开窗口。"),
        add_help_option=False,
        options_metavar=_("[选项]"),
        subcommand_metavar=_("[命令 …]"),
    )


def _open_if_alone() -> int:
    command = click.get_current_context().invoked_subcommand
    _LOG.debug("command: %s", command or "window")
    if command is None:
        return bootstrap.open_window("")
    return DONE


def _version() -> click.Option:
    def show(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"coopdesk {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, help=_("显示版本"), callback=show
    )


def _selftest() -> click.Option:
    def check(ctx: click.Context, _parameter: click.Parameter, folder: str | None) -> None:
        if folder is not None:
            from coopdesk import selftest

            status = selftest.run(Path(folder))
            click.echo(str(Path(folder) / selftest.REPORT))
            ctx.exit(status)

    meaning = _("自检：在该文件夹里跑完示例、打印、开窗，结果写成 JSON")
    return option("--selftest", "DIR", meaning, expose_value=False, callback=check)


def _temp_book() -> click.Option:
    def show(ctx: click.Context, _parameter: click.Parameter, book: str | None) -> None:
        if book is not None:
            click.echo(_("临时账套：窗口关闭后即删除，原账套不变"), err=True)
            ctx.exit(bootstrap.open_temp_book(book))

    meaning = _("在账套的临时副本上打开窗口，关闭后删除；不写账套则用示例")
    return option(
        "--temp-book", "[BOOK]", meaning, expose_value=False, callback=show, is_flag=False, flag_value=""
    )


def _demo() -> click.Command:
    def act(out: str) -> int:
        warn_of_clock(bootstrap.clock_doubt(Path(out) / bootstrap.DEMO_BOOK))
        outcome = bootstrap.build_demo(Path(out))
        warn_of_place(outcome.files[0])
        click.echo(_title(outcome.plan))
        click.echo(summary_table(outcome.plan))
        for path in outcome.files:
            click.echo(str(path))
        return DONE

    meaning = _("写到哪个文件夹（默认 {folder}）").format(folder=bootstrap.DEMO_FOLDER)
    return command(
        "demo",
        act,
        _("建立示例账套，完成 2019 年度分配，打印全部单据"),
        option("--out", "DIR", meaning, default=bootstrap.DEMO_FOLDER),
        details=_("示例中的人员、证件和账号均为虚构。中断后重新运行同一命令即可补齐。"),
    )


def _title(plan: FrozenPlan) -> str:
    mark = _("（示例）") if plan.coop.sample else ""
    return _("{coop}{mark} {year} 年度盈余分配，单位：元").format(
        coop=plan.coop.name, mark=mark, year=plan.year
    )


def _evaluate() -> click.Command:
    def act(case: str) -> int:
        # The result is a file for other programs: UTF-8 and \n whatever the console speaks.
        sys.stdout.buffer.write(bootstrap.evaluate(Path(case)))
        sys.stdout.buffer.flush()
        return DONE

    return command(
        "evaluate",
        act,
        _("按分配案例文件计算，结果以 JSON 写到标准输出"),
        argument("case", "CASE.json"),
    )


def _new() -> click.Command:
    def act(book: str) -> int:
        warn_of_clock(bootstrap.clock_doubt())
        path = bootstrap.create_book(book)
        warn_of_place(path)
        click.echo(_("已新建账套 {path}").format(path=masked(path)), err=True)
        return DONE

    return command("new", act, _("新建一个空账套"), argument("book", "BOOK"))


def _verify() -> click.Command:
    def act(book: str, head: Witness | None) -> int:
        with followed(_("检查账套")) as progress:
            found = bootstrap.check(book, [] if head is None else [head], progress)
        for defect in (*found.defects, *found.notices):
            complain(error_text(defect))
        reached = _("操作日志到第 {count} 号，校验值 {head}")
        if found.witness is not None and found.witness.count:
            click.echo(reached.format(count=found.witness.count, head=found.witness.head), err=True)
        if found.defects:
            count = len(found.defects)
            sentence = ngettext("账套有 {n} 处问题：{book}", "账套有 {n} 处问题：{book}", count)
            complain(sentence.format(n=count, book=masked(book)))
            return FAULT
        click.echo(_("账套完好：{book}").format(book=masked(book)), err=True)
        return DONE

    meaning = _("此前抄下的日志号和校验值（至少 {digits} 位），核对日志没有被截短或改写")
    return command(
        "verify",
        act,
        _("检查账套：文件完整、操作日志相连、股份不为负、合计相符"),
        argument("book", "BOOK"),
        option("--head", "COUNT:HEAD", meaning.format(digits=HEAD_DIGITS), callback=a_head),
    )


def _open() -> click.Command:
    def act(book: str | None) -> int:
        return bootstrap.open_window(book or "")

    return command("open", act, _("打开窗口"), argument("book", "BOOK", required=False))
