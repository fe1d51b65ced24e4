"""The command line: everything a book can be asked without a window, and the one way to start it.

``run`` is the whole surface. Status 0 means done, 1 that the machine or the book has a fault, 2 that what was given
cannot be. This package knows neither Qt nor the database; click is imported when a command needs it, because opening
the window does not.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from coopdesk import __version__, bootstrap, i18n, paths
from coopdesk.domain.errors import DomainError
from coopdesk.i18n import _
from coopdesk.services.errors import EnvironmentFault
from coopdesk.services.redaction import LONGEST_LINE, frames_of, has_password, masked, one_line

LANGUAGE_VARIABLE = "COOPDESK_LANG"
DONE, FAULT, WRONG_INPUT = 0, 1, 2
DEBUG = "--debug"
_LANGUAGES = {"zh": "zh_CN", "zh_cn": "zh_CN", "en": "en"}


def run(arguments: Sequence[str]) -> int:
    """Carry a command line out and give its status; messages go to standard error in the language asked for."""
    _never_fail_on_a_character()
    i18n.set_language(language_of(os.environ.get(LANGUAGE_VARIABLE, "")) or i18n.DEFAULT_LANGUAGE)
    try:
        return _carry_out(arguments)
    except DomainError as error:
        complain(_sentence(error))
        return WRONG_INPUT
    except EnvironmentFault as error:
        complain(_sentence(error))
    except KeyboardInterrupt:
        complain(_("已中断；已经保存的内容不受影响，重新运行同一命令即可继续"))
    except BrokenPipeError:
        _give_up_output()  # whoever read it has had enough
    except OSError as error:
        # What is written to standard output is all that no layer below has told of.
        complain(
            _("写不出结果（{reason}）；请换一个位置再试").format(
                reason=error.strerror or type(error).__name__
            )
        )
        _give_up_output()
    except Exception as error:  # noqa: BLE001 -- the crash boundary: a fault of ours becomes a sentence and a log
        log = _log_crash(error, arguments)
        complain(_("程序内部出错，这一步没有完成；出错位置记在 {path}").format(path=log))
    return FAULT


def language_of(tag: str) -> str | None:
    """The program's language for a tag as ``en``, ``zh_CN`` or ``en_US.UTF-8``; None for one it does not speak."""
    plain = tag.partition(".")[0].replace("-", "_").lower()
    return _LANGUAGES.get(plain) or _LANGUAGES.get(plain.partition("_")[0])


def complain(sentence: str) -> None:
    """One line on standard error; where a windowed start has none, a box of Windows' own."""
    sentence = one_line(masked(sentence), LONGEST_LINE)
    if sys.stderr is not None:
        sys.stderr.write(f"coopdesk: {sentence}\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "coopdesk", 0x30)


def _carry_out(arguments: Sequence[str]) -> int:
    if any(map(has_password, arguments)):
        complain(_("口令写在命令行里，同机的其他人看得到；请改用口令文件（PGPASSFILE）或环境变量 PGPASSWORD"))
    if DEBUG in arguments:
        from coopdesk.cli import debug

        return debug.carry_out([word for word in arguments if word != DEBUG], _plainly)
    return _plainly(arguments)


def _plainly(arguments: Sequence[str]) -> int:
    if _asks_for_the_window(arguments):
        return bootstrap.open_window("".join(arguments[1:]))
    from coopdesk.cli import commands

    return commands.carry_out(arguments)


def _asks_for_the_window(arguments: Sequence[str]) -> bool:
    """Whether this is ``coopdesk`` or ``coopdesk open [BOOK]`` as a double click sends it."""
    plain = not any(word.startswith("-") for word in arguments)
    return not arguments or (arguments[0] == "open" and len(arguments) <= 2 and plain)


def _sentence(error: DomainError | EnvironmentFault) -> str:
    from coopdesk.wording import error_text

    return error_text(error)


def _never_fail_on_a_character() -> None:
    """A console that cannot show 𠮷 (GBK) shows its code instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """The interpreter must not fail once more when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log_crash(error: Exception, arguments: Sequence[str]) -> Path:
    """Write down where the program failed, and at which command: nothing that was given or read."""
    path = paths.log_dir() / "command-line.log"
    command = next((word for word in arguments if word.isascii() and word.isalpha()), "")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8"
        ) as log:
            moment = datetime.now().isoformat(timespec="seconds")
            log.write(f"{moment} coopdesk {__version__} {command}\n{frames_of(error)}\n")
    return path
