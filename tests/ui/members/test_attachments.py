"""附件 of a member: files are added, looked at, saved elsewhere and removed, several at once and by keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.domain.attachments.blob import BlobKind
from coopdesk.domain.members.member import Member, MemberKind
from coopdesk.domain.quantity import parse_quantity
from coopdesk.services.attachments.values import AttachedFile
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import Thing
from coopdesk.services.members.commands import RegisterMember, StrikeMember
from coopdesk.ui.attachments.copies import file_name
from coopdesk.ui.kit.attachments import AttachmentsList
from coopdesk.ui.kit.jobs import Job
from coopdesk.ui.members.page import MembersPage
from tests.exchange.test_attachment_file import PDF, picture, saved
from tests.ui.conftest import AnsweringOpener
from tests.ui.village import IdleBackend

F01 = Thing("member", "F01")
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))


@pytest.fixture
def shown(page: MembersPage) -> AttachmentsList:
    """The list of F01, in the open tab."""
    page._shell.connect_backend(IdleBackend())
    page.show_member("F01")
    page.detail.pane.tabs.setCurrentIndex(3)
    made = page.detail.pane.files
    made.list.setFocus()
    return made


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two photos and a paper."""
    paper = tmp_path / "入社申请书.pdf"
    paper.write_bytes(PDF)
    front = saved(tmp_path / "身份证正面.png", picture(90, 60), "PNG")
    back = saved(tmp_path / "身份证反面.jpg", picture(60, 90), "JPEG")
    return [front, back, paper]


@pytest.fixture
def attached(
    page: MembersPage, shown: AttachmentsList, files: list[Path], settle: Callable[[object], None]
) -> MembersPage:
    """The page with these three attached to F01."""
    shown.added.emit(files)
    settle(page._shell)
    return page


def names(page: MembersPage) -> list[str]:
    return [item.name for item in page.detail.pane.files.items]


def said(page: MembersPage) -> str:
    return page.message.text.text()


def test_several_files_are_attached_at_once_by_keys(
    page: MembersPage,
    shown: AttachmentsList,
    files: list[Path],
    opener: AnsweringOpener,
    settle: Callable[[object], None],
) -> None:
    opener.answers = [files]
    QTest.keyClick(shown.list, Qt.Key.Key_A, BOTH)
    settle(page._shell)
    assert names(page) == ["身份证正面.jpg", "身份证反面.jpg", "入社申请书.pdf"]
    assert said(page) == "已添加 3 个附件"
    page.show_member("F02")
    assert names(page) == []


def test_the_next_files_are_looked_for_where_the_last_came_from(
    page: MembersPage,
    shown: AttachmentsList,
    files: list[Path],
    opener: AnsweringOpener,
    monkeypatch: pytest.MonkeyPatch,
    settle: Callable[[object], None],
) -> None:
    looked_in: list[Path] = []

    def choose(_parent: object, _title: str, _kinds: str, folder: Path) -> list[Path]:
        looked_in.append(folder)
        return files[:1] if len(looked_in) == 1 else []

    monkeypatch.setattr(opener, "open_files", choose)
    for _turn in range(3):
        shown.add()
        settle(page._shell)
    assert looked_in == [paths.default_books_dir(), files[0].parent, files[0].parent]


def test_files_are_dropped_on_the_list(
    page: MembersPage, shown: AttachmentsList, files: list[Path], settle: Callable[[object], None]
) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in (*files, files[0].parent)])
    left, copied = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(5, 5), copied, dragged, left, Qt.KeyboardModifier.NoModifier)
    shown.dragEnterEvent(entering)
    assert entering.isAccepted()
    shown.dropEvent(QDropEvent(QPointF(5, 5), copied, dragged, left, Qt.KeyboardModifier.NoModifier))
    settle(page._shell)
    assert len(names(page)) == 3


def test_a_file_that_cannot_be_kept_stops_none_of_the_others(
    page: MembersPage,
    shown: AttachmentsList,
    files: list[Path],
    tmp_path: Path,
    settle: Callable[[object], None],
) -> None:
    wrong = [tmp_path / f"合同{number}.docx" for number in range(4)]
    for path in wrong:
        path.write_bytes(b"PK\x03\x04")
    shown.added.emit([wrong[0], files[0], files[0], *wrong[1:], files[2]])
    settle(page._shell)
    assert names(page) == ["身份证正面.jpg", "入社申请书.pdf"]
    assert page.message.property("kind") in ("error", None)
    for part in (
        "已添加 2 个附件",
        "合同0.docx",
        "是同一个文件",
        "另有 2 个文件也没有添加：合同2.docx、合同3.docx",
    ):
        assert part in said(page)


def test_who_stops_half_way_keeps_what_was_attached_by_then(
    page: MembersPage, shown: AttachmentsList, files: list[Path], settle: Callable[[object], None]
) -> None:
    def stop(job: Job) -> None:
        if job.title == "添加附件 2/3":
            job.cancel()

    page._shell.jobs.started.connect(stop)
    shown.added.emit(files)
    settle(page._shell)
    assert names(page) == ["身份证正面.jpg"]
    assert not page.message.isVisible()


def test_a_copy_that_cannot_be_written_to_is_opened_and_goes_away(
    attached: MembersPage, opener: AnsweringOpener, tmp_path: Path, settle: Callable[[object], None]
) -> None:
    shown = attached.detail.pane.files
    shown.list.setCurrentRow(2)
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    settle(attached._shell)
    (copy,) = opener.asked
    assert (copy.name, copy.read_bytes()) == ("入社申请书.pdf", PDF)
    assert copy.stat().st_mode & 0o222 == 0
    attached.files._viewed = False  # the next run
    opener.answers = [False]
    shown.opened.emit(shown.items[0])
    settle(attached._shell)
    assert not copy.exists()
    assert "另存为" in said(attached)
    assert len(list((tmp_path / "home" / "viewed").glob("*/*"))) == 1
    attached._shell.close_book()
    assert attached.detail.pane.files.items == ()
    assert not (tmp_path / "home" / "viewed").exists()


def test_a_file_is_saved_elsewhere_and_removed_with_a_reason(
    attached: MembersPage,
    desk: Desk,
    tmp_path: Path,
    opener: AnsweringOpener,
    settle: Callable[[object], None],
) -> None:
    shown = attached.detail.pane.files
    shown.list.setCurrentRow(2)
    opener.answers = [tmp_path / "另存.pdf"]
    QTest.keyClick(shown.list, Qt.Key.Key_S, BOTH)
    settle(attached._shell)
    assert (tmp_path / "另存.pdf").read_bytes() == PDF
    opener.answers = [None, lambda form: form.reason.edit.setPlainText("已换新版")]
    QTest.keyClick(shown.list, Qt.Key.Key_Delete)
    QTest.keyClick(shown.list, Qt.Key.Key_Delete)
    settle(attached._shell)
    assert names(attached) == ["身份证正面.jpg", "身份证反面.jpg"]
    assert said(attached) == "附件“入社申请书.pdf”已移除"
    assert len(desk.attachments.of(F01)) == 2
    shown.list.setCurrentRow(0)
    opener.answers = [lambda form: form.reason.edit.setPlainText("拍糊了")]
    QTest.keyClick(shown.list, Qt.Key.Key_Delete)
    settle(attached._shell)
    assert [item.name for item in (shown.current(),) if item] == ["身份证反面.jpg"]


def test_nothing_is_added_to_a_struck_member_but_what_is_there_can_be_seen(
    attached: MembersPage, desk: Desk
) -> None:
    twin = Member("F77", "重复的人", MemberKind.FARMER, desk.today)
    desk.run(RegisterMember(member=twin, shares=parse_quantity("0")))
    desk.run(StrikeMember(member="F77", reason="重复录入"))
    attached.show_member("F77")
    assert not attached.detail.pane.files._adder.isEnabled()
    attached.show_member("F01")
    assert attached.detail.pane.files._adder.isEnabled()


def test_photos_of_the_book_are_drawn_small(attached: MembersPage, qtbot: QtBot) -> None:
    shown = attached.detail.pane.files
    qtbot.waitUntil(lambda: len(shown._icons) == 2)
    assert not shown.list.item(0).icon().isNull()


@pytest.mark.parametrize(
    ("name", "kind", "outside"),
    [
        ("身份证.jpeg", BlobKind.PHOTO, "身份证.jpg"),
        ("a:b?.PDF", BlobKind.PDF, "a_b_.pdf"),
        ("con.pdf", BlobKind.PDF, "_con.pdf"),
        (" .jpg", BlobKind.PHOTO, "jpg.jpg"),
        ("合同 2.1 版", BlobKind.PDF, "合同 2.1 版.pdf"),
        ("长" * 200 + ".jpg", BlobKind.PHOTO, "长" * 80 + ".jpg"),
    ],
)
def test_a_copy_has_a_name_that_every_system_takes(
    name: str, kind: BlobKind, outside: str, desk: Desk
) -> None:
    assert file_name(AttachedFile(1, F01, name, kind, 9, "ab", desk.today)) == outside
