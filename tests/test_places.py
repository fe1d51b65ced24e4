"""Folders in which a book should not lie are known by their names, wherever the person's name stands in the path."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from coopdesk import i18n, places
from coopdesk.places import NETWORK, SYNCED, Risk, risk_of
from coopdesk.wording import place_warning

HOME = r"C:\Users\王会计"


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        (HOME + r"\OneDrive\文档", "OneDrive"),
        (HOME + r"\onedrive - 南岸供销社\账", "OneDrive"),
        (r"D:\坚果云\我的坚果云", "坚果云"),
        (HOME + r"\Nutstore\1\账套", "坚果云"),
        (HOME + r"\Nutstore Files\我的坚果云", "坚果云"),
        (HOME + r"\Documents\WeChat Files\wxid_1\FileStorage\File\2026-03", "微信"),
        (HOME + r"\Documents\xwechat_files\wxid_1\msg\file\2026-03", "微信"),
        (HOME + r"\Documents\Tencent Files\10001\FileRecv", "QQ"),
        (HOME + r"\Documents\WXWork\1688\Cache\File", "企业微信"),
        (HOME + r"\Dropbox (Personal)", "Dropbox"),
        (HOME + r"\iCloudDrive", "iCloud"),
        (r"E:\BaiduNetdiskWorkspace\账套", "百度网盘"),
        (r"E:\BaiduSyncdisk", "百度网盘"),
        (HOME + r"\WPS云盘", "WPS 云盘"),
        (r"D:\Nextcloud", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(folder: str, by: str) -> None:
    assert risk_of(PureWindowsPath(folder, "林阁.coop")) == Risk(SYNCED, by)


def test_a_folder_a_program_tells_of_is_known_whatever_its_name() -> None:
    environ = {"OneDriveCommercial": r"D:\云文档"}
    assert risk_of(PureWindowsPath(r"d:\云文档\账\a.coop"), environ=environ) == Risk(SYNCED, "OneDrive")
    assert risk_of(PureWindowsPath(r"d:\云文档二\账\a.coop"), environ=environ) is None


def test_a_share_is_known_by_its_path_and_a_mapped_drive_by_what_the_system_says() -> None:
    assert risk_of(PureWindowsPath(r"\\server\账\a.coop")) == Risk(NETWORK, "server")
    assert risk_of(PureWindowsPath(r"\\?\UNC\server\账\a.coop")) == Risk(NETWORK, "server")
    assert risk_of(PureWindowsPath(r"Z:\账\a.coop"), remote=True) == Risk(NETWORK, "Z:")


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(HOME + r"\Documents\林阁.coop"),
        PureWindowsPath(r"\\?\C:\Users\王会计\Documents\林阁.coop"),
        PureWindowsPath(r"D:\账套\115\OneDrive.coop"),
        PureWindowsPath(r"E:\dropboxes\a.coop"),
        PurePosixPath("/home/wang/文档/a.coop"),
    ],
)
def test_an_ordinary_folder_is_not_warned_of(path: PureWindowsPath) -> None:
    assert risk_of(path) is None


def test_the_warning_names_a_better_place_that_has_no_risk_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COOPDESK_HOME", str(tmp_path / "OneDrive"))
    monkeypatch.setenv("HOME", str(tmp_path / "wang"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "wang"))
    better = places.better_place()
    assert better == tmp_path / "wang" / "coopdesk"
    risk = places.risk_here(tmp_path / "OneDrive" / "books" / "a.coop")
    assert risk == Risk(SYNCED, "OneDrive")
    assert str(better) in place_warning(risk, better)
    i18n.set_language("en")
    assert "OneDrive" in place_warning(risk, better)
