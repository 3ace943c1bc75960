"""``import``: the two steps of an import in the foreground, by the same code as the jobs."""

from pathlib import Path

import click

from . import settings

data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Data folder (default: LANJIAN_DATA or ./data)."
)


@click.group("import")
def group():
    """Check a file and, with --apply, write it: layers, registers, ledgers of hazards, rules, working days."""


by_option = click.option(
    "--by", metavar="ACCOUNT", help="Account of the office in whose name the rows are recorded; needed with --apply."
)


def command(kind, *more):
    """A command of the group that imports *kind*, with *more* options."""

    @group.command(
        kind, help=f"Check a file of kind {kind}; write it with --apply. Exit code 1: refused, nothing changed."
    )
    @data_option
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--office", required=True, help="Key of the office for which it is imported.")
    @click.option("--options", default="{}", help="What is declared of the file, as JSON, or @FILE with that JSON.")
    @click.option("--apply", "applying", is_flag=True, help="Write it when the dry run finds no error.")
    def run(data, file, office, options, applying, by=None):
        _run(kind, settings.load(data=data), file, office, options, applying, by)

    for option in more:
        option(run)
    return run


def _run(kind, chosen, file, office, options, applying, by):
    from inspections import imports
    from inspections.db import Database
    from uploads.store import Store

    from . import serve as server

    declared = _options(imports.KINDS[kind].options, options)
    with server.lock(chosen.data):
        database, store = Database(chosen.database), Store(chosen.store)
        actor = _applier(database, kind, office, by) if applying else None
        row = _receive(database, store, kind, file, office, declared)
        _step("Reading and checking", lambda told: imports.check(database, store, row.id, told))
        rows = _say(database, row.id)
        if applying:
            database.write(lambda session: imports.release_here(session, row.id, actor))
            _step("Writing", lambda told: imports.apply(database, store, row.id, told), rows)
            _say(database, row.id)
        database.close()


def _options(shape, text):
    from inspections.errors import Invalid

    from . import wire
    from .texts import say

    raw = Path(text[1:]).read_bytes() if text.startswith("@") else text.encode()
    try:
        return wire.parse(raw, shape)
    except wire.Unreadable as error:
        raise click.ClickException(f"--options: {say(error.code, 'zh', error.details)}") from None
    except Invalid as error:
        wrong = (f"{field.path}: {say(field.code, 'zh', field.details)}" for field in error.fields)
        raise click.ClickException("--options\n" + "\n".join(wrong)) from None


def _applier(database, kind, office, by):
    """Who applies it, found before anything is read."""
    from inspections import imports
    from inspections.errors import InspectionError

    from .texts import say

    with database.read() as session:
        try:
            return imports.applier(session, kind, _office(session, office), by)
        except InspectionError as error:
            raise click.ClickException(f"--by: {say(error.code, 'zh', error.details)}") from None


def _office(session, key):
    from inspections import catalogue

    found = next((row for row in catalogue.offices(session) if row.key == key), None)
    if found is None:
        raise click.ClickException(f"there is no office with the key {key}")
    return found


def _receive(database, store, kind, file, office, declared):
    from inspections import imports
    from uploads.errors import UploadError

    from .imports import plain_name
    from .texts import say

    def receive(session):
        name = plain_name(file.name)
        return imports.receive(session, None, kind, declared, received, name, _office(session, office))[0]

    try:
        received = _keep(store, file)
    except UploadError as error:
        raise click.ClickException(say(error.code, "zh", error.details)) from None
    return database.write(receive)


def _keep(store, file):
    from .imports import LIMIT_BYTES
    from .reception import AT_ONCE

    incoming = store.incoming(LIMIT_BYTES)
    try:
        with file.open("rb") as content:
            while part := content.read(AT_ONCE):
                incoming.write(part)
        received = incoming.finish()
        store.keep(received)
        return received
    finally:
        incoming.discard()


def _step(label, work, length=1):
    with click.progressbar(length=max(1, length), label=label) as bar:
        work(lambda done: bar.update(max(0, min(done, bar.length) - bar.pos)))
        bar.update(bar.length - bar.pos)


def _say(database, import_id):
    """Print the report; leave with 1 when the import was refused."""
    from inspections import imports

    from .present_imports import lines
    from .words import STATUSES

    with database.read() as session:
        row = imports.one(session, import_id)
        state, rows = row.state, row.total
        click.echo(f"{row.filename}：{STATUSES[state][0]}")
        for line in lines(row.report) if state != "applied" else ():  # the report was said before
            click.echo(line)
    if state not in ("checked", "applied"):
        raise click.exceptions.Exit(1)
    return rows


layer = command("layer")
assets = command("assets")
hazards = command("hazards", by_option)
rules = command("rules")
calendar = command("calendar")
