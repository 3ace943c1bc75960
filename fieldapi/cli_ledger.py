"""``ledger``: sign a checkpoint and change the key."""

from contextlib import contextmanager

import click

from . import settings
from .cli_imports import data_option


@click.group("ledger")
def group():
    """What proves the ledger to others: checkpoints and keys."""


@group.command("checkpoint")
@data_option
def sign(data):
    """Sign the ledger as it is now and print the checkpoint."""
    from inspections import checkpoints

    with _opened(data) as (database, folder):
        checkpoints.sign(database, folder)
        with database.read() as session:
            newest = checkpoints.newest(session)
            click.echo(newest.note if newest else "Nothing happened yet.", nl=not newest)


@group.command("rotate-key")
@data_option
def rotate(data):
    """Follow the key of the ledger by a new one, which both sign; the old private key is removed."""
    from inspections import checkpoints

    with _opened(data) as (database, folder):
        click.echo(checkpoints.rotate(database, folder))


@contextmanager
def _opened(data):
    """The database and the folder of keys of an installation that nobody serves meanwhile."""
    from inspections import checkpoints, keys
    from inspections.db import Database

    from . import serve as server

    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        database = Database(chosen.database)
        try:
            yield database, keys.Folder(chosen.keys)
        except (checkpoints.Inconsistent, keys.KeyMissing) as error:
            raise click.ClickException(f"not signed: {error}") from None
        finally:
            database.close()
