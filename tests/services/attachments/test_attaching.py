"""Files are attached to members and removed again; what was done stands in the journal without the bytes."""

import pytest

from coopdesk.domain.attachments.blob import Blob, BlobKind, blob_of
from coopdesk.domain.errors import DomainError
from coopdesk.services.attachments.commands import AttachFile, RemoveAttachment
from coopdesk.services.command import Topic
from coopdesk.services.desk import Desk
from coopdesk.services.journal.entry import JournalFilter, Thing
from coopdesk.services.members.commands import StrikeMember
from coopdesk.wording import act_text

F01, F02 = Thing("member", "F01"), Thing("member", "F02")


def photo(words: bytes = b"front") -> Blob:
    return blob_of(BlobKind.PHOTO, b"\xff\xd8\xff\xe0" + words, "")


def refusal(desk: Desk, command: AttachFile | RemoveAttachment) -> DomainError:
    with pytest.raises(DomainError) as refused:
        desk.run(command)
    return refused.value


def test_what_is_attached_is_listed_and_comes_back_byte_for_byte(desk: Desk) -> None:
    made = desk.run(AttachFile(thing=F01, name="身份证正面.jpg", blob=photo()))
    desk.run(AttachFile(thing=F01, name="身份证反面.jpg", blob=photo(b"back")))
    assert (made.topics, made.reference) == ({Topic.ATTACHMENTS}, "1")
    listed = desk.attachments.of(F01)
    assert [(item.name, item.size, item.day) for item in listed] == [
        ("身份证正面.jpg", 9, desk.today),
        ("身份证反面.jpg", 8, desk.today),
    ]
    assert b"".join(desk.attachments.parts(1)) == photo().content
    assert desk.attachments.of(F02) == []
    assert desk.verify() == ()


def test_the_same_file_is_attached_to_one_member_once_and_to_others_too(desk: Desk) -> None:
    desk.run(AttachFile(thing=F01, name="户口簿.jpg", blob=photo()))
    error = refusal(desk, AttachFile(thing=F01, name="复制.jpg", blob=photo()))
    assert (error.code, error.params["other"]) == ("attachment.twice", "户口簿.jpg")
    desk.run(AttachFile(thing=F02, name="户口簿.jpg", blob=photo()))
    assert desk.attachments.of(F02)[0].sha256 == desk.attachments.of(F01)[0].sha256


def test_what_was_removed_is_gone_from_the_list_and_may_come_again(desk: Desk) -> None:
    attach = AttachFile(thing=F01, name="拍错.jpg", blob=photo())
    desk.run(attach)
    assert (
        refusal(desk, RemoveAttachment(thing=F01, attachment=1, reason=" ")).code == "member.reason_missing"
    )
    assert refusal(desk, RemoveAttachment(thing=F02, attachment=1, reason="错")).code == "attachment.unknown"
    desk.run(RemoveAttachment(thing=F01, attachment=1, reason="拍错了"))
    assert desk.attachments.of(F01) == []
    assert refusal(desk, RemoveAttachment(thing=F01, attachment=1, reason="错")).code == "attachment.unknown"
    with pytest.raises(DomainError):
        next(desk.attachments.parts(1))
    assert desk.run(attach).reference == "1"  # sent twice, done once
    desk.run(AttachFile(thing=F01, name="又添.jpg", blob=photo()))
    assert [item.name for item in desk.attachments.of(F01)] == ["又添.jpg"]
    assert desk.verify() == ()


def test_who_removes_what_another_has_removed_is_told_by_whom(desk: Desk) -> None:
    desk.run(AttachFile(thing=F01, name="a.jpg", blob=photo()))
    seen = desk.journal.seen()
    desk.person = "李会计"
    desk.run(RemoveAttachment(thing=F01, attachment=1, reason="重复"))
    error = refusal(desk, RemoveAttachment(thing=F01, attachment=1, reason="重复", seen=seen))
    assert (error.code, error.params["person"]) == ("changed.since", "李会计")


def test_nothing_is_attached_to_nobody(desk: Desk) -> None:
    desk.run(StrikeMember(member="F03", reason="重复录入"))
    for thing in (Thing("member", "F99"), Thing("member", "F03"), Thing("plan", "F01")):
        assert refusal(desk, AttachFile(thing=thing, name="a.jpg", blob=photo())).code == "attachment.nobody"
    assert refusal(desk, AttachFile(thing=F01, name=" \u200b", blob=photo())).code == "attachment.no_name"
    long = "长" * 300 + ".jpg"
    desk.run(AttachFile(thing=F01, name=long, blob=photo()))
    assert desk.attachments.of(F01)[0].name == long[-200:]


def test_the_journal_says_what_was_attached_without_its_bytes(desk: Desk) -> None:
    desk.run(AttachFile(thing=F01, name="身份证.jpg", blob=photo()))
    desk.run(RemoveAttachment(thing=F01, attachment=1, reason="过期"))
    removed, attached = desk.journal.lines(JournalFilter(), None, 2)
    assert attached.content["blob"] == {
        "is": "Blob",
        "kind": "image/jpeg",
        "sha256": photo().sha256,
        "size": 9,
    }
    assert attached.changed == {"attachments": 1, "blobs": 1}
    assert act_text(attached.act, attached.content) == "为 F01 添加“身份证.jpg”"
    assert act_text(removed.act, removed.content) == "F01 的第 1 号附件：过期"
