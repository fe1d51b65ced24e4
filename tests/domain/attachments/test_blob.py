"""What may be kept of a file, and what it is known by."""

from hashlib import sha256

import pytest

from coopdesk.domain.attachments import blob
from coopdesk.domain.attachments.blob import BlobKind, blob_of
from coopdesk.domain.errors import DomainError

PHOTO = b"\xff\xd8\xff\xe0 some photo"


def test_the_same_bytes_are_the_same_file_whatever_it_was_called() -> None:
    first, second = blob_of(BlobKind.PHOTO, PHOTO, "a.jpg"), blob_of(BlobKind.PHOTO, PHOTO, "b.jpg")
    assert first == second
    assert first.sha256 == sha256(PHOTO).hexdigest()
    assert first.size == len(PHOTO)
    assert "photo" not in repr(first).replace("PHOTO", "")


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        (BlobKind.PHOTO, b"", "attachment.empty"),
        (BlobKind.PHOTO, b"%PDF-1.4", "attachment.damaged"),
        (BlobKind.PDF, PHOTO, "attachment.damaged"),
        (BlobKind.PDF, b" " * 2_000 + b"%PDF-1.4", "attachment.damaged"),
    ],
)
def test_what_is_no_file_of_its_kind_is_refused_by_name(kind: BlobKind, content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        blob_of(kind, content, "入社申请.pdf")
    assert refused.value.code == code
    assert refused.value.params == {"name": "入社申请.pdf"}


def test_a_file_too_large_says_how_large_it_is_and_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blob, "MOST_BYTES", 1_000_000)
    with pytest.raises(DomainError) as refused:
        blob_of(BlobKind.PDF, b"%PDF-" + bytes(1_000_000), "a.pdf")
    assert refused.value.params == {"name": "a.pdf", "size": 2, "most": 1}
