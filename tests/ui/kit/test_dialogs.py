"""Names for files as people type them: completed with their ending, and never over something unasked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.ui.kit import dialogs, theme
from coopdesk.ui.kit.fields import ChoiceField
from coopdesk.ui.kit.tokens import TextSize, Theme
from tests.ui.conftest import AnsweringOpener


@pytest.mark.parametrize(
    ("typed", "kinds", "name"),
    [
        ("分红单", "PDF (*.pdf)", "分红单.pdf"),
        ("分红单 2019.12", "PDF (*.pdf)", "分红单 2019.12.pdf"),
        ("分红单.PDF", "PDF (*.pdf)", "分红单.PDF"),
        ("林阁 备份 2020.3.1", "账套 (*.coop)", "林阁 备份 2020.3.1.coop"),
        ("日志", "表格 (*.csv)", "日志.csv"),
    ],
)
def test_a_name_typed_without_its_ending_is_completed(
    qtbot: QtBot, opener: AnsweringOpener, tmp_path: Path, typed: str, kinds: str, name: str
) -> None:
    opener.answers = [tmp_path / typed]
    assert dialogs.save_file(None, "另存为", kinds, "x") == tmp_path / name


@pytest.mark.parametrize("replace", [True, False])
def test_what_is_there_under_the_completed_name_is_asked_about(
    qtbot: QtBot, opener: AnsweringOpener, tmp_path: Path, replace: bool
) -> None:
    there = tmp_path / "分红单.pdf"
    there.touch()
    opener.answers = [tmp_path / "分红单", replace]
    assert dialogs.save_file(None, "另存为 PDF", "PDF (*.pdf)", "x") == (there if replace else None)
    assert "分红单.pdf" in opener.asked[-1].sentence


@pytest.mark.parametrize("kind", list(Theme))
def test_a_choice_that_is_fixed_shows_no_arrow(qtbot: QtBot, qapp: QApplication, kind: Theme) -> None:
    theme.apply(qapp, kind, TextSize.MEDIUM)
    field = ChoiceField("计量", [(1, "交易"), (2, "土地")])
    qtbot.addWidget(field)
    field.show()

    def colours_at_its_end() -> int:
        picture = field.box.grab().toImage()
        width, height = picture.width(), picture.height()
        return len({picture.pixel(x, y) for x in range(width - 26, width - 6) for y in range(6, height - 6)})

    assert colours_at_its_end() > 1
    field.setEnabled(False)
    assert colours_at_its_end() == 1
