"""What a person chose is there next time, and nonsense in the file does no harm."""

from pathlib import Path

from coopdesk import paths
from coopdesk.ui.frame.preferences import Preferences
from coopdesk.ui.kit.tokens import TextSize, Theme


def test_choices_are_there_next_time(tmp_path: Path) -> None:
    chosen = Preferences(Theme.DARK, TextSize.LARGE, "en", tmp_path / "林阁.coop", b"\x00place")
    assert chosen.save()
    assert Preferences.load() == chosen


def test_the_first_start_has_the_first_choices() -> None:
    assert Preferences.load() == Preferences()


def test_nonsense_falls_back(tmp_path: Path) -> None:
    file = paths.settings_dir() / "coopdesk.ini"
    file.parent.mkdir(parents=True)
    file.write_text("[look]\ntheme=pink\ntext=huge\nlanguage=xx\n", encoding="utf-8")
    assert Preferences.load() == Preferences()
