"""``backup-key``, ``backup`` and ``restore``."""

import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from . import settings
from .cli_imports import data_option

folder = click.Path(file_okay=False, path_type=Path)


@click.command("backup-key")
@click.argument("file", type=click.Path(path_type=Path))
def make_key(file):
    """Make a key for backups: FILE opens them and belongs elsewhere, what is printed is for `backup --recipient`."""
    from uploads import sealed

    if file.exists():
        raise click.ClickException(f"{file} is there already")
    click.echo(sealed.new_key(file))


@click.command("backup")
@data_option
@click.option("--to", required=True, type=folder, help="New folder.")
@click.option("--recipient", required=True, help="Whom it is encrypted to: what backup-key printed (age1…).")
def backup(data, to, recipient):
    """Back up database, keys and originals, encrypted, while the server runs. Exit code 1: an original was damaged."""
    from inspections import backups, dumps, keys
    from inspections.db import Database
    from uploads import sealed
    from uploads.store import Store

    chosen = settings.load(data=data)
    database = Database(chosen.database)
    try:
        made = backups.write(database, Store(chosen.store), keys.Folder(chosen.keys), to, recipient)
    except sealed.NotAKey:
        raise click.ClickException("--recipient is no age recipient (age1…)") from None
    except (backups.Refused, dumps.Failed) as error:
        raise click.ClickException(str(error)) from None
    finally:
        database.close()
    click.echo(f"{to}: {made.items} items, {made.entries} entries of the ledger")
    if made.damaged:
        raise click.ClickException("left out, since missing or damaged here:\n" + "\n".join(made.damaged))


@click.command("restore")
@data_option
@click.option("--from", "source", required=True, type=folder, help="Folder that backup made.")
@click.option("--identity", required=True, type=click.File(), help="The file that backup-key made.")
@click.option("--known", multiple=True, type=click.File(), help="A checkpoint from elsewhere: tells what is lost.")
def restore(data, source, identity, known):
    """Restore a backup into an empty data folder (and database), if every item is sound and fsck finds nothing.
    Sessions end. What was signed later, as --known tells, is entered in the ledger as lost."""
    from inspections import backups
    from inspections.db import Database
    from uploads import sealed

    chosen = settings.load(data=data)
    target = chosen.data.resolve()
    if target.exists() and any(target.iterdir()):
        raise click.ClickException(f"{target} is not empty; nothing was changed")
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    fresh = replace(chosen, data=partial)
    database = Database(fresh.database)
    try:
        with _emptied_again(database):
            manifest = backups.read(database, source, partial, identity.read())
            _check(fresh, database, manifest, [file.read() for file in known])
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except sealed.NotAKey:
        raise click.ClickException("--identity holds no age identity") from None
    except backups.Refused as error:
        raise click.ClickException(f"refused, nothing was changed:\n{error}") from None
    finally:
        database.close()
        shutil.rmtree(partial, ignore_errors=True)
    click.echo(f"{target}: as of {manifest['at']}, {manifest['entries']} entries of the ledger")


@contextmanager
def _emptied_again(database):
    """A PostgreSQL database that is empty, and is so again when what is done with it fails."""
    from inspections import backups, dumps

    if database.is_sqlite:
        yield
        return
    if not dumps.is_empty(database):
        raise backups.Refused("the database that LANJIAN_DATABASE_URL names is not empty")
    try:
        yield
    except BaseException:
        dumps.clear(database)
        raise


def _check(chosen, database, manifest, known):
    from inspections import backups, notes

    from . import checking

    faults = checking.run(chosen, repair=False)
    if faults > len(manifest["damaged"]):
        raise backups.Refused(f"fsck found {faults} faults in what was restored")
    for sha256 in manifest["damaged"]:
        click.echo(f"note: original {sha256} was missing or damaged when the backup was made")
    try:
        lost = database.write(lambda session: backups.settle(session, manifest, list(map(notes.Note.parse, known))))
    except notes.BadNote as error:
        raise backups.Refused(f"--known is no checkpoint: {error}") from None
    if lost:
        click.echo(f"note: entries {lost.start} to {lost.stop - 1} were signed and are lost; the ledger says so")
