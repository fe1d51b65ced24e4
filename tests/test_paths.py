"""Files that travel with the program are found; the user's folders are the system's, or all below one named home."""

from pathlib import Path

import platformdirs
import pytest

from coopdesk import paths


def test_everything_of_the_user_lies_below_the_named_home(home: Path) -> None:
    folders = [paths.settings_dir(), paths.log_dir(), paths.default_books_dir()]
    assert [folder.parent for folder in folders] == [home] * 3
    assert len(set(folders)) == 3


def test_asking_for_a_folder_makes_none(home: Path) -> None:
    paths.settings_dir()
    paths.default_books_dir()
    assert not home.exists()


def test_without_a_named_home_the_systems_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    assert paths.settings_dir() == platformdirs.user_config_path("coopdesk", appauthor=False)
    assert paths.log_dir() == platformdirs.user_log_path("coopdesk", appauthor=False)
    assert paths.default_books_dir() == platformdirs.user_documents_path()


def test_a_resource_is_found_in_the_checkout(repository: Path) -> None:
    assert paths.resource("locale", "update.py") == repository / "resources" / "locale" / "update.py"
    assert paths.resource("locale", "update.py").is_file()
