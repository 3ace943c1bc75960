"""``backup-key``, ``backup`` and ``restore``."""

import shutil
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
    from inspections import backups, keys
    from inspections.db import Database
    from uploads import sealed
    from uploads.store import Store

    chosen = settings.load(data=data)
    database = Database(chosen.database)
    if not database.is_sqlite:
        raise click.ClickException("the database is PostgreSQL: use pg_dump, then copy the folders store and keys")
    try:
        made = backups.write(database, Store(chosen.store), keys.Folder(chosen.keys), to, recipient)
    except sealed.NotAKey:
        raise click.ClickException("--recipient is no age recipient (age1…)") from None
    except backups.Refused as error:
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
def restore(data, source, identity):
    """Restore a backup into an empty data folder, if every item is sound and fsck finds nothing. Sessions end."""
    from inspections import backups
    from uploads import sealed

    chosen = settings.load(data=data)
    if chosen.database_url:
        raise click.ClickException("restore fills a data folder with SQLite; unset LANJIAN_DATABASE_URL")
    target = chosen.data.resolve()
    if target.exists() and any(target.iterdir()):
        raise click.ClickException(f"{target} is not empty; nothing was changed")
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    try:
        manifest = backups.read(source, partial, identity.read())
        _check(replace(chosen, data=partial), manifest)
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except sealed.NotAKey:
        raise click.ClickException("--identity holds no age identity") from None
    except backups.Refused as error:
        raise click.ClickException(f"refused, nothing was changed:\n{error}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    click.echo(f"{target}: as of {manifest['at']}, {manifest['entries']} entries of the ledger")


def _check(chosen, manifest):
    from inspections import backups
    from inspections.db import Database

    from . import checking

    faults = checking.run(chosen, repair=False)
    if faults > len(manifest["damaged"]):
        raise backups.Refused(f"fsck found {faults} faults in what was restored")
    for sha256 in manifest["damaged"]:
        click.echo(f"note: original {sha256} was missing or damaged when the backup was made")
    database = Database(chosen.database)
    database.write(lambda session: backups.settle(session, manifest))
    database.close()
