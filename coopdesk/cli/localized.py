"""Commands of click with headings, usage and complaints in the language of the program."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from coopdesk.domain.errors import DomainError
from coopdesk.domain.typed import read_date
from coopdesk.i18n import _
from coopdesk.services.journal.entry import Witness
from coopdesk.wording import error_text

_WIDTH = 100
_LAST_YEAR = 9999
_LAST_MONTH = 12
HEAD_DIGITS = 8
"""How many digits of a hash must be copied at least."""
_HEAD = re.compile(rf"([1-9][0-9]{{0,17}})[:：]([0-9a-fA-F]{{{HEAD_DIGITS},64}})")


class Command(click.Command):
    """A command whose help and complaints speak the chosen language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(_("多出的参数：{rest}").format(rest=" ".join(rest)), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)


class Group(click.Group):
    """The program itself: its commands, and a window when none is named."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        rows = [(name, command.get_short_help_str(_WIDTH)) for name, command in self.commands.items()]
        with formatter.section(_("命令")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise click.UsageError(_("没有“{name}”这个命令").format(name=args[0]), ctx)
        return super().resolve_command(ctx, args)


def a_year(ctx: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Callback of an option: a fiscal year in four figures."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) == len(str(_LAST_YEAR)) and int(value)):
        raise click.BadParameter(_("年份应为四位数字，不能是“{value}”").format(value=value), ctx, parameter)
    return int(value)


def a_month(ctx: click.Context, parameter: click.Parameter, value: str | None) -> int:
    """Callback of an option: a month from 1 to 12; 0 where none is named."""
    if value is None:
        return 0
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= _LAST_MONTH):
        raise click.BadParameter(_("月份应为 1 至 12，不能是“{value}”").format(value=value), ctx, parameter)
    return int(value)


def a_day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Callback of an option: a day, typed in any of the usual forms."""
    if value is None:
        return None
    try:
        return read_date(value)
    except DomainError as error:
        raise click.BadParameter(error_text(error), ctx, parameter) from None


def a_head(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Witness | None:
    """Callback of an option: how many entries a journal had, and the first digits of the last one's hash."""
    if value is None:
        return None
    match = _HEAD.fullmatch(value.strip())
    if match is None:
        sentence = _("应为 COUNT:HEAD（日志号和校验值，后者至少 {digits} 位），不能是“{value}”")
        raise click.BadParameter(sentence.format(digits=HEAD_DIGITS, value=value), ctx, parameter)
    return Witness(int(match[1]), match[2].lower())


def one_of(*words: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """Callback of an option: one of a few words."""

    def check(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
        if value not in words:
            sentence = _("只能是 {known}，不能是“{value}”").format(value=value, known=" / ".join(words))
            raise click.BadParameter(sentence, ctx, parameter)
        return value

    return check


def command(
    name: str, act: Callable[..., int], summary: str, *parameters: click.Parameter, details: str = ""
) -> Command:
    """A command: what it does in one line, then in more."""
    return Command(
        name,
        callback=act,
        params=[*parameters, help_option()],
        help=f"{summary}\n\n{details}" if details else summary,
        short_help=summary,
        add_help_option=False,
        options_metavar=_("[选项]"),
    )


def argument(name: str, metavar: str, required: bool = True) -> click.Argument:
    """What stands on its own after the command; in brackets where it may be left out. Its name is the parameter's."""
    return click.Argument([name], metavar=metavar if required else f"[{metavar}]", required=required)


def option(flag: str, metavar: str, meaning: str, **more: Any) -> click.Option:
    """An option that takes a value: ``--year YEAR``. More is handed to click."""
    return _Option([flag], metavar=metavar, help=meaning, **more)


def flag(name: str, meaning: str, **more: Any) -> click.Option:
    """An option that is given or not, and takes no value."""
    return click.Option([name], is_flag=True, help=meaning, **more)


def help_option() -> click.Option:
    """``--help`` with its text in the language of the program, which click's own would not have."""
    return click.Option(
        ["--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help=_("显示这段说明"),
        callback=_show_help,
    )


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with a command line, as a sentence."""
    match error:
        case click.NoSuchOption():
            return _("没有 {option} 这个选项").format(option=error.option_name)
        case click.BadOptionUsage():
            return _("选项 {option} 后面缺少值").format(option=error.option_name)
        case click.MissingParameter():
            return _("缺少 {name}").format(name=_name_of(error.param))
        case click.BadParameter():
            return _("参数 {name} 不对：{reason}").format(name=_name_of(error.param), reason=error.message)
    return error.message


class _Option(click.Option):
    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        if self.required:
            extra["required"] = _("必填")
        return extra


def _name_of(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return str(parameter.metavar) if parameter is not None else ""


def _show_help(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(ctx.get_help())
        ctx.exit()


def _write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=_("用法") + ": ")


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [parameter for parameter in command.get_params(ctx) if isinstance(parameter, click.Option)]
    records = [option.get_help_record(ctx) for option in options]
    with formatter.section(_("选项")):
        formatter.write_dl([record for record in records if record is not None])
