"""The commands about copies of a book, and what every command asks before it writes to a file somebody named."""

import os
from pathlib import Path

import click

from coopdesk import bootstrap, places
from coopdesk.cli import DONE, complain
from coopdesk.cli.following import followed
from coopdesk.cli.localized import argument, command, flag
from coopdesk.domain.errors import DomainError
from coopdesk.files import check_target
from coopdesk.i18n import _, mark
from coopdesk.paths import as_long_path
from coopdesk.services.clock import ClockDoubt
from coopdesk.wording import clock_text, content_words, error_text, place_warning


def backup() -> click.Command:
    """``coopdesk backup``: a whole, checked copy of a book; a file that exists is replaced only after a question."""

    def act(book: str, file: str, force: bool) -> int:
        warn_of_place(book)
        warn_of_clock(bootstrap.clock_doubt(book))
        if not force:
            ask_first(Path(file), replaces_book=True)
        with followed(_("正在备份")) as progress:
            bootstrap.backup(book, Path(file), progress)
        click.echo(_("已备份到 {path}").format(path=file), err=True)
        return DONE

    return command(
        "backup",
        act,
        _("把账套完整备份成一个文件，并检查备份"),
        argument("book", "BOOK"),
        argument("file", "FILE"),
        force(),
    )


def restore() -> click.Command:
    """``coopdesk restore``: puts a backup in a book's place, says what both hold, and keeps the book that was there."""

    def act(backup: str, book: str) -> int:
        warn_of_place(book)
        with followed(_("检查备份")) as progress:
            found = bootstrap.inspect_backup(Path(backup), Path(book), progress)
        for name, content in ((_("备份"), found.backup), (_("现有账套"), found.present)):
            click.echo(f"{name}{mark('：')}{content_words(content)}", err=True)
        warn_of_clock(found.doubt)
        for defect in found.defects:
            complain(error_text(defect))
        with followed(_("恢复备份")) as progress:
            kept = bootstrap.restore(Path(backup), Path(book), progress)
        click.echo(_("已用备份 {backup} 恢复账套 {book}").format(backup=backup, book=book), err=True)
        if kept is not None:
            click.echo(_("原来的账套另存为 {path}").format(path=kept), err=True)
        return DONE

    return command(
        "restore",
        act,
        _("用备份恢复账套：先完整检查备份，原来的账套另存在旁边"),
        argument("backup", "BACKUP"),
        argument("book", "BOOK"),
    )


def force() -> click.Option:
    """``--force``: a file that exists is replaced without asking; never one that is a book."""
    return flag("--force", _("文件已经存在时替换它；账套不会被替换"))


def warn_of_place(book: str | Path) -> None:
    """Say so where a book lies in a folder that is copied away behind its back, or on another machine's disk."""
    if "://" in str(book):
        return
    risk = places.risk_here(Path(book))
    if risk is not None:
        complain(place_warning(risk, places.better_place()))


def warn_of_clock(doubt: ClockDoubt | None) -> None:
    """Say so where this PC's date cannot be right, before what is written takes it over."""
    if doubt is not None:
        complain(clock_text(doubt))


def ask_first(target: Path, *, replaces_book: bool = False) -> None:
    """Refuse a place that is not to be written to, and ``target.exists`` for a file that is there.

    ``replaces_book`` leaves it to the book which older copy of itself it may replace.
    """
    target = as_long_path(target).absolute()
    check_target(target, replaces_book=replaces_book)
    if os.path.lexists(target):
        raise DomainError("target.exists", path=target.name, folder=str(target.parent))
