"""What the use cases need a book to keep of imports, as a Protocol."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from coopdesk.services.members.import_values import ImportReceipt, NewMembers
from coopdesk.services.progress import Progress, unheard


class ImportStore(Protocol):
    """Rolls that were read in: members entered all at once, the receipts, and taking one back as a whole."""

    def add_members(
        self, members: NewMembers, readings: Callable[[str], str], progress: Progress = unheard
    ) -> int:
        """Enter members with their shares; the number of the first entry of the register that made.

        Entries are numbered class by class, in each in the order of the members.

        `readings` give what a name is found by; beyond some thousands of members they are made later, by whoever
        searches first (`MemberStore.is_search_whole`).
        """

    def keep(self, receipt: ImportReceipt) -> int:
        """Keep a receipt; its number. Its own number, moment and person are not looked at."""

    def get(self, number: int) -> ImportReceipt | None:
        """A receipt by number, None for one never given."""

    def all(self) -> Sequence[ImportReceipt]:
        """Every receipt, the newest first."""

    def of_file(self, sha256: str) -> ImportReceipt | None:
        """The receipt of an import of that very file which was not taken back."""

    def members_of(self, number: int) -> Sequence[str]:
        """The numbers of the members an import brought, in register order."""

    def resting(self, number: int, limit: int) -> tuple[int, Sequence[str]]:
        """On how many of its members something later rests (entries of the register or of the accounts, a changed
        detail that the import had changed), and the first of them by number."""

    def strike(self, number: int, reason: str) -> Mapping[int, int]:
        """Its members struck, its entries reversed, changed details as they were before.

        The number of its reversal by that of each entry.
        """

    def postings_of(self, number: int) -> Sequence[int]:
        """The postings to the member accounts that an import made."""

    def households_of(self, number: int) -> Sequence[str]:
        """The codes of the households that an import made."""

    def entry_of(self, number: int) -> int:
        """The entry of the journal that an import was, by which other areas know what it entered of theirs."""

    def keep_taken_back(self, number: int, reason: str) -> None:
        """Note that an import was taken back, and why."""
