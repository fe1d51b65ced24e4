"""The one place where a mistake of the program itself ends: written to a log, told in plain words, the book untouched.

The user's errors and the machine's refusals never come here; they have sentences of their own. The log holds the place
in the program and the kind of error, never what was typed or read: no name, number or sum.
"""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

from coopdesk import paths
from coopdesk.domain.errors import DomainError
from coopdesk.files import private_opener
from coopdesk.services.errors import Cancelled, EnvironmentFault
from coopdesk.services.redaction import LONGEST_LINE, frames_of, one_line

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

T = TypeVar("T")
_LOG = logging.getLogger("coopdesk.window")
_LOG_BYTES = 512_000
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True)
class Done(Generic[T]):
    """Work ended well, with its result."""

    value: T


@dataclass(frozen=True)
class Refused:
    """Work was refused by a rule of the trade or by the machine."""

    error: DomainError | EnvironmentFault


@dataclass(frozen=True)
class Stopped:
    """The person cancelled the work."""


@dataclass(frozen=True)
class Broken:
    """The program itself is at fault."""

    error: Exception


Outcome = Done[T] | Refused | Stopped | Broken


def attempt(work: Callable[[], T]) -> Outcome[T]:
    """Do work off the GUI thread and turn every end it may have into a value, so that the queue goes on."""
    try:
        return Done(work())
    except (DomainError, EnvironmentFault) as error:
        return Refused(error)
    except Cancelled:
        return Stopped()
    except Exception as error:  # noqa: BLE001 -- the crash boundary: the window raises it in its own thread
        return Broken(error)


class Boundary(QObject):
    """Catches what nobody caught. `crashed(where)` asks the window to tell the person; `where` is the log file."""

    crashed = Signal(str)
    _struck = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._before: Callable[..., object] | None = None
        # Queued, so that the person is told in the GUI thread, and not in the midst of what failed.
        self._struck.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._handler: RotatingFileHandler | None = None
        self._hooks = (sys.excepthook, threading.excepthook)
        self._installed = False

    @property
    def log_file(self) -> Path:
        """Where mistakes of the program are written."""
        return paths.log_dir() / "coopdesk.log"

    def install(self) -> None:
        """Stand behind every uncaught error of this process."""
        self._installed = True
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        self._before = qInstallMessageHandler(self._qt_message)

    def remove(self) -> None:
        """Give the hooks back and close the log."""
        if self._installed:
            self._installed = False
            sys.excepthook, threading.excepthook = self._hooks
            qInstallMessageHandler(self._before)
        if self._handler is not None:
            _LOG.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def report(self, error: BaseException) -> None:
        """Write a mistake of the program to the log and have the person told."""
        self._open_log()
        _LOG.error("%s", frames_of(error))
        self._struck.emit(str(self.log_file))

    @Slot(str)
    def _tell(self, log: str) -> None:
        self.crashed.emit(log)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def _uncaught_in_thread(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            self.report(failure.exc_value)

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        level = _QT_LEVELS.get(kind, logging.WARNING)
        if level >= logging.WARNING:
            self._open_log()
            _LOG.log(level, "Qt: %s", one_line(text, LONGEST_LINE))

    def _open_log(self) -> None:
        if self._handler is not None:
            return
        from logging.handlers import RotatingFileHandler

        try:
            self.log_file.parent.mkdir(parents=True, exist_ok=True)
            with open(self.log_file, "ab", opener=private_opener):
                pass  # made for its owner alone
            self._handler = RotatingFileHandler(
                self.log_file, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8"
            )
        except OSError:
            return  # nowhere to write: the person is told all the same
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _LOG.addHandler(self._handler)
        _LOG.propagate = False
