"""What the last step says of the roll before the meeting, and additional votes in the form of its resolution."""

from datetime import date

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.services.distribution.commands import ApproveDistribution
from coopdesk.services.members.roll_checks import RollProblem, RollProblemKind
from coopdesk.ui.distribution.meeting_steps import RollNotes
from coopdesk.ui.distribution.resolution_form import ResolutionForm, rule_text


def test_what_is_missing_in_the_roll_is_one_click_from_its_field(qtbot: QtBot) -> None:
    gone: list[str] = []
    notes = RollNotes(gone.append)
    qtbot.addWidget(notes)
    assert notes.isHidden()
    kind = RollProblemKind
    notes.show_problems(
        [
            RollProblem(kind.DUPLICATE_IDENTITY, 2, ("F01", "F07"), "identity"),
            RollProblem(kind.MISSING_ACCOUNT, 9, ("F02", "F03"), "account"),
            RollProblem(kind.UNPRINTABLE, 1, ("F05",), "name", "\U00031350（U+31350）"),
        ]
    )
    ways = {button.accessibleName(): button for button in notes.findChildren(QPushButton)}
    assert list(ways) == [
        "补录 2 名成员证件号码重复：F01、F07",
        "补录 9 名成员缺银行账号：F02、F03 等",
        "补录 1 名成员有字库没有的字 \U00031350（U+31350）：F05",
    ]
    for way in ways.values():
        way.click()
    assert gone == ["edit:F01:identity", "edit:F02:account", "edit:F05:name"]
    notes.show_problems([])
    assert notes.isHidden()


def test_a_resolution_counts_the_additional_votes_of_the_roll(qtbot: QtBot) -> None:
    form = ResolutionForm(1, 2019, 22, date(2020, 1, 10), ()).count_by(lambda _day: (22, 4))
    qtbot.addWidget(form)
    assert rule_text(22, 4) in form.rule.text()
    assert "至少 14 票赞成" in form.rule.text()
    form.present.set_text("22")
    form.votes.set_text("14")
    assert "赞成票已过半" in form.rule.text()
    command = form.make()
    assert isinstance(command, ApproveDistribution)
    assert (command.resolution.votes_for, command.resolution.extra_votes) == (14, 4)


def test_who_had_left_by_the_day_of_the_meeting_counts_in_no_quorum(qtbot: QtBot) -> None:
    def votes_on(day: date) -> tuple[int, int]:
        return (22, 1) if day < date(2020, 1, 1) else (21, 0)

    form = ResolutionForm(1, 2019, 22, date(2020, 1, 10), ()).count_by(votes_on)
    qtbot.addWidget(form)
    assert (form.members.value(), form.extra.value()) == (21, None)
    form.day.set_text("2019-12-30")
    assert (form.members.value(), form.extra.value()) == (22, 1)
    form.members.set_text("20")
    form.day.set_text("2020-01-")
    form.day.set_text("2020-01-05")
    assert (form.members.value(), form.extra.value()) == (20, None)
