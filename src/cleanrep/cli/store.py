"""``cleanrep backup``, ``restore`` and ``forget``: the store as a whole, and all of one person."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cleanrep.app.storage import DATABASE_VARIABLE, find_data_folder, is_store_named, make_private_folder, open_store
from cleanrep.errors import UsageError
from cleanrep.report.wording import count_words


def backup_command(
    file: Annotated[Path, typer.Argument(help="Where to write.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Back up all people, machines, logs and plans to one file; it restores into SQLite and PostgreSQL."""
    from cleanrep.store.backup import write_backup

    with open_store() as store:
        n_rows = write_backup(store.database, file, is_forced=force)
    typer.echo(f"Backed up {count_words(n_rows, 'row')} to {file}")


def restore_command(
    file: Annotated[Path, typer.Argument(help="A file of 'cleanrep backup'.", metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of what is there.")] = False,
) -> None:
    """Bring a backup back; what is there is replaced only with --replace, and backed up before."""
    from cleanrep.store.backup import count_rows, read_backup, write_backup

    # One transaction: what others log meanwhile waits, and is neither replaced unasked nor missing from the copy.
    with open_store() as store, store.transaction():
        n_present = count_rows(store.database)
        if n_present and not replace:
            remedy = "add --replace; what is there is backed up first"
            raise UsageError("an empty store", f"one with {count_words(n_present, 'row')}", remedy)
        if n_present:
            kept = find_data_folder() / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.backup"
            make_private_folder(kept.parent)
            write_backup(store.database, kept)
            typer.echo(f"What was there is kept in {kept}")
        n_rows = read_backup(store.database, file)
    typer.echo(f"Restored {count_words(n_rows, 'row')} from {file}")


def forget_command(
    person: Annotated[str, typer.Argument(help="Whom to forget.", metavar="PERSON")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all that is kept of a person; it cannot be undone."""
    with open_store() as store:
        who = store.people.get(person)
        n_sets = store.log.count_sets(who.id)
        counted = count_words(n_sets, "set")
        if not yes:
            rest = "plans and calibrations" if is_store_named() else "plans, calibrations and all that the browser kept"
            typer.confirm(f"Delete {who.name} with {counted}, {rest} for good?", abort=True, err=True)
        store.people.forget(who.id)
    typer.echo(f"Forgot {who.name}: {counted} and all else. Backups and exports that you made are yours to delete.")
    _forget_recordings(who.id)


def _forget_recordings(person_id: str) -> None:
    """Delete what the browser kept of a person, or say where it is when it may be another log's."""
    from cleanrep.web.settings import find_home
    from cleanrep.web.shelf import Shelf, forget_shelf

    home = find_home()
    folder = Shelf(home, person_id).folder.parent
    if not is_store_named():
        forget_shelf(home, person_id)
    elif folder.exists():
        typer.echo(f"What the browser kept is left, for {DATABASE_VARIABLE} is set: delete {folder} if it is theirs.")
