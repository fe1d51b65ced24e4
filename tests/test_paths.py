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


@pytest.mark.parametrize(
    ("whole", "form"),
    [
        (r"C:\账\a.coop", r"C:\账\a.coop"),
        ("C:\\" + "一" * 230, "\\\\?\\C:\\" + "一" * 230),
        ("\\\\server\\" + "一" * 230, "\\\\?\\UNC\\server\\" + "一" * 230),
        ("\\\\?\\C:\\" + "一" * 230, "\\\\?\\C:\\" + "一" * 230),
    ],
)
def test_a_long_path_is_marked_as_windows_wants_it_and_only_once(whole: str, form: str) -> None:
    assert paths.extended_path(whole) == form


def test_a_file_that_a_scanner_holds_for_a_moment_is_tried_again_on_windows_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[float] = []

    def act() -> None:
        tries.append(0)
        if len(tries) < 3:
            raise PermissionError

    monkeypatch.setattr("coopdesk.paths.time.sleep", lambda _seconds: None)
    monkeypatch.setattr("coopdesk.paths.sys.platform", "linux")
    with pytest.raises(PermissionError):
        paths.retry_file_access(act)
    assert len(tries) == 1
    monkeypatch.setattr("coopdesk.paths.sys.platform", "win32")
    paths.retry_file_access(act)
    assert len(tries) == 3


def test_a_file_that_stays_held_is_refused_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("coopdesk.paths.sys.platform", "win32")
    monkeypatch.setattr("coopdesk.paths.time.sleep", waited.append)

    def held() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        paths.retry_file_access(held)
    assert 1 <= sum(waited) <= 3
