"""What the use cases need a book to keep of certificates, as a Protocol."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from coopdesk.domain.members.certificate import Certificate, CertificateEvent


class CertificateStore(Protocol):
    """The certificates in the order in which they were issued; what happened to one is only ever added."""

    def add(self, certificate: Certificate) -> None:
        """Append a certificate with its issue. ``member.unknown`` for a holder who is not on the roll."""

    def add_event(self, number: str, event: CertificateEvent) -> None:
        """Append what happened to one; LookupError for a number never given."""

    def get(self, number: str) -> Certificate | None:
        """A certificate by number, also one that has ended; None for a number never given."""

    def of_member(self, number: str) -> Sequence[Certificate]:
        """Every certificate a member was ever handed, the oldest first."""

    def of_household(self, code: str) -> Sequence[Certificate]:
        """Every certificate a household was ever handed, the oldest first."""

    def all(self) -> Iterator[Certificate]:
        """Every certificate of the book."""

    def last_number(self) -> str | None:
        """The number of the certificate that was issued last; None where there is none."""
