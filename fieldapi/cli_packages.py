"""``import package``: a sealed package, on a machine that no phone can reach."""

from pathlib import Path

import click
import orjson

from . import settings
from .cli_imports import data_option

file = click.Path(dir_okay=False, path_type=Path)


@click.command("package")
@data_option
@click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--receipts", type=file, help="New file for what goes back to the device.")
def package(data, package, receipts):
    """Take in the sealed PACKAGE of a device that is entered here. The same one again gives the same receipts."""
    from inspections.db import Database
    from inspections.errors import InspectionError
    from inspections.responsibility import Maps
    from uploads.errors import UploadError
    from uploads.store import Store

    from . import packaging
    from . import serve as server

    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        database, store = Database(chosen.database), Store(chosen.store)
        try:
            read = packaging.read(chosen, database, store, package)
            answer = database.write(lambda session: packaging.take(session, Maps(store.indexes), read))
        except (InspectionError, UploadError) as error:
            raise click.ClickException("\n".join(_sentences(error))) from None
        finally:
            database.close()
    if receipts:
        receipts.write_bytes(orjson.dumps(answer, option=orjson.OPT_INDENT_2))
    statuses = [result["status"] for result in answer["results"]]
    click.echo("，".join(f"{status} {statuses.count(status)}" for status in dict.fromkeys(statuses)) or "0")


def _sentences(error):
    from .texts import say

    fields = getattr(error, "fields", ())
    if not fields:
        yield say(error.code, "zh", error.details)
    for field in fields:
        yield f"{field.path}: {say(field.code, 'zh', field.details)}"


@click.command("package-key")
@data_option
def key(data):
    """Print the key to which packages for this installation are sealed (age1…)."""
    from inspections import keys
    from uploads import sealed

    click.echo(sealed.public(keys.Folder(settings.load(data=data).keys).packages()))
