"""``export`` and ``verify``: an evidence bundle out, and what is to be said of one."""

from pathlib import Path

import click

from . import settings
from .cli_imports import data_option


@click.command("export")
@data_option
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER...")
@click.option("--by", "username", required=True, help="Account of whoever takes it; it goes to the ledger.")
@click.option("--to", required=True, type=click.Path(path_type=Path), help="New file ending in .zip, or new folder.")
@click.option("--purpose", help="What it is for; it goes to the ledger.")
def export(data, numbers, username, to, purpose):
    """Write the evidence of the hazards with these NUMBERs as one bundle that proves itself (BagIt 1.0)."""
    from inspections import bundles
    from inspections.db import Database
    from inspections.errors import InspectionError
    from inspections.responsibility import Maps
    from uploads.store import Store

    from . import bundling
    from . import serve as server
    from .texts import say

    chosen = settings.load(data=data)
    if to.exists():
        raise click.ClickException(f"{to} is there already")
    with server.lock(chosen.data):
        database, store = Database(chosen.database), Store(chosen.store)
        try:
            with database.read() as session:
                actor, ids = _found(session, username, numbers)
                told = bundling.told(session, actor, ids, Maps(), purpose)
            ready = bundling.prepared(store, told)
            exported = database.write(lambda session: bundles.export(session, actor, ready, purpose))
            _write(to, ready, bundling.members(database, chosen, ready, exported))
        except InspectionError as error:
            raise click.ClickException(say(error.code, "en", error.details)) from None
        finally:
            database.close()
    click.echo(f"{to}: {len(told.record['photos'])} photos, entry {exported} of the ledger")


def _found(session, username, numbers):
    from inspections import hazards, people
    from inspections.errors import NotFound

    actor = people.named(session, username)
    if actor is None:
        raise NotFound
    return actor, [hazards.numbered(session, actor, number).id for number in numbers]


def _write(to, ready, members):
    from uploads import bags

    if to.suffix != ".zip":
        bags.write(to, members)
        return
    with to.open("xb") as file:
        for part in bags.zipped(ready.told.name, members, ready.told.record["exported"]["at"]):
            file.write(part)


@click.command("verify")
@click.argument("bundle", type=click.Path(exists=True, path_type=Path))
@click.option("--key", help="The ledger's public key as the office published it.")
@click.option("--tsa", type=click.Path(exists=True, dir_okay=False), help="PEM of the time-stamp authority.")
@click.option("--lang", type=click.Choice(("zh", "en", "both")), default="both", show_default=True)
def verify(bundle, **options):
    """Check a bundle, folder or zip, as its own verify.py does. Exit code 0 sound, 1 altered, 2 incomplete, 3 withheld
    by law."""
    from inspections.handout import verify as verifier

    said = [word for name, value in options.items() if value for word in (f"--{name}", value)]
    raise click.exceptions.Exit(verifier.main([str(bundle), *said]))
