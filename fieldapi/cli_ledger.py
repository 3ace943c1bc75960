"""``ledger``: sign a checkpoint, change the key, name witnesses and the ledgers that are witnessed."""

from contextlib import contextmanager

import click

from . import settings
from .cli_imports import data_option


@click.group("ledger")
def group():
    """What proves the ledger to others: checkpoints, keys and witnesses."""


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


@group.command("keys")
@data_option
def show(data):
    """Print the public keys: that of the ledger, and that with which this installation cosigns other ledgers."""
    from inspections import checkpoints, witnesses

    with _opened(data) as (database, folder):
        ledger, witness = database.write(
            lambda session: (
                checkpoints.present_key(session, folder).vkey,
                str(folder.witness(witnesses.witness_name(session, folder)).key),
            )
        )
    click.echo(f"ledger:  {ledger}\nwitness: {witness}")


@group.command("watch")
@data_option
@click.argument("vkey")
def watch(data, vkey):
    """Cosign, from now on, the ledger of another installation, by the key that its `ledger keys` prints."""
    from inspections import witnesses

    with _opened(data) as (database, _):
        database.write(lambda session: witnesses.watch(session, vkey))


@group.command("witness")
@data_option
@click.argument("vkey")
@click.argument("url")
def witness(data, vkey, url):
    """Have this ledger cosigned by another installation at URL (its address with /api/v1/ledger/witness)."""
    from inspections import witnesses

    with _opened(data) as (database, _):
        database.write(lambda session: witnesses.ask(session, vkey, url))


@contextmanager
def _opened(data):
    """The database and the folder of keys of an installation that nobody serves meanwhile."""
    from inspections import checkpoints, keys, notes
    from inspections.db import Database

    from . import serve as server

    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        database = Database(chosen.database)
        try:
            yield database, keys.Folder(chosen.keys)
        except (checkpoints.Inconsistent, keys.KeyMissing) as error:
            raise click.ClickException(f"not signed: {error}") from None
        except notes.BadNote as error:
            raise click.ClickException(f"refused: {error}") from None
        finally:
            database.close()
