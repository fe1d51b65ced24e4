"""``--debug``: a log one can read and send on. It says what the program did, and nothing that was typed or read.

What is done, what was refused and where in the program, by names of the program's own: no person, number, sum, text or
path. Each run begins the log anew.
"""

import logging
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from coopdesk import __version__, paths
from coopdesk.cli import complain
from coopdesk.files import private_opener
from coopdesk.i18n import _
from coopdesk.services.redaction import frames_of

_LOG = logging.getLogger("coopdesk")
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_path() -> Path:
    """Where the log lies: beside the other logs of the program."""
    return paths.log_dir() / "debug.log"


def carry_out(arguments: Sequence[str], act: Callable[[Sequence[str]], int]) -> int:
    """Do ``act`` with the log open, pass on its status and its errors, and say last where the log lies.

    Where no log can be written, that is said, and the work is done all the same.
    """
    path = log_path()
    try:
        file = _opened(path)
    except OSError as error:
        complain(_("调试日志写不了：{path}（{reason}）").format(path=path, reason=error.strerror))
        return act(arguments)
    with file, _listening(logging.StreamHandler(file)):
        _LOG.debug("coopdesk %s, Python %s, %s", __version__, platform.python_version(), sys.platform)
        try:
            status = act(arguments)
            _LOG.debug("ended with status %d", status)
            return status
        except BaseException as error:
            _LOG.debug("ended by %s %s", getattr(error, "code", ""), frames_of(error))
            raise
        finally:
            complain(_("调试日志（不含姓名、证件、电话和账号）：{path}").format(path=path))


def _opened(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return open(path, "w", encoding="utf-8", opener=private_opener)


@contextmanager
def _listening(handler: logging.Handler) -> Iterator[None]:
    """All that the program says of itself goes to a handler, and afterwards no longer."""
    handler.setFormatter(logging.Formatter(_FORM))
    level = _LOG.level
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        _LOG.setLevel(level)
        _LOG.removeHandler(handler)
