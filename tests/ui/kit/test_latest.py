"""The newest answer only, and none while somebody is typing."""

import threading
from functools import partial

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from coopdesk.ui.kit.jobs import JobQueue
from coopdesk.ui.kit.latest import Check, Latest


def test_what_is_put_off_ends_between_its_steps_and_is_answered_once(qtbot: QtBot) -> None:
    owner, jobs = QObject(), JobQueue()
    latest = Latest(owner, jobs, "正在计算")
    begun, go_on = threading.Event(), threading.Event()
    ended: list[str] = []
    answers: list[object] = []

    def work(check: Check) -> int:
        begun.set()
        go_on.wait(5)
        check()
        ended.append("whole")
        return len(ended)

    latest.ask(work, answers.append, answers.append, at_once=True)
    assert begun.wait(5)
    latest.put_off()
    go_on.set()
    assert latest.busy
    qtbot.waitUntil(lambda: bool(answers) and not latest.busy)
    assert (ended, answers) == (["whole"], [1])
    latest.put_off()
    jobs.close()
    assert answers == [1]


def answered(number: int, _check: Check) -> int:
    return number


def test_only_the_newest_question_is_answered(qtbot: QtBot) -> None:
    owner, jobs = QObject(), JobQueue()
    latest = Latest(owner, jobs, "正在计算")
    answers: list[object] = []
    for number in range(3):
        latest.ask(partial(answered, number), answers.append, answers.append)
    qtbot.waitUntil(lambda: not latest.busy)
    assert answers == [2]
    jobs.close()
