"""The command line. Exit codes: 0 done, 1 refused or failed with a sentence that says why, 2 used wrongly."""

import threading

import click

from inspections import keys, migrations
from inspections.db import Database, UnsafeSqlite

from . import cli_backup, cli_cards, cli_evidence, cli_imports, cli_ledger, cli_packages, lan, settings, weblibs
from . import serve as server


class Refused(click.ClickException):
    """Something the user can mend; printed as one sentence."""


MENDABLE = (settings.BadSetting, UnsafeSqlite, server.Busy, weblibs.WebLibrariesMissing)


class Sentences(click.Group):
    """What the user can mend is said in one sentence, whichever command meets it."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except MENDABLE as error:
            raise Refused(str(error)) from None


data_option = cli_imports.data_option
port_option = click.option("--port", type=click.IntRange(1, 65535), help="Port (default: LANJIAN_PORT or 8000).")


@click.group(cls=Sentences)
def cli():
    """Lanjian 蓝检: field inspection for public-interest litigation."""


@cli.command()
@data_option
def migrate(data):
    """Bring the database to the tables of this version."""
    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        database = Database(chosen.database)
        before = migrations.current(database)
        migrations.upgrade(database)
    click.echo(f"Tables: {before or 'none'} → {migrations.current(database)}.")


@cli.group()
def seed():
    """Fill an installation with data to look at."""


@seed.command()
@data_option
def demo(data):
    """The demonstration county. On a folder that holds data already nothing changes."""
    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        _seed(chosen, Database(chosen.database))


def _seed(chosen, database):
    from inspections import demo
    from uploads.store import Store

    _refuse_half_a_county(chosen)
    migrations.upgrade(database)
    if not demo.is_empty(database):
        click.echo("There is data already; nothing was changed.")
        return
    password = chosen.demo_password or demo.make_password()
    label = "Playing the demonstration county's story"
    with demo.seeding(chosen.data, password), click.progressbar(length=demo.length(), label=label) as bar:
        demo.seed(database.url, Store(chosen.store), keys.Folder(chosen.keys), password, told=lambda: bar.update(1))
    _say_accounts(chosen.data)


def _say_accounts(data):
    from inspections import demo

    password = demo.password(data)
    if password:
        click.echo(f"Demonstration accounts, all with the password {password}:")
        for username, title in demo.accounts():
            click.echo(f"  {username:<22}{title}")


@cli.command()
def permissions():
    """Print who may do what, as docs/permissions.md has it."""
    from . import permission_page

    click.echo(permission_page.page(), nl=False)


@cli.command()
@data_option
@port_option
@click.option("--host", help="Address to listen on (default: LANJIAN_HOST or 127.0.0.1).")
@click.option("--lan", "for_phones", is_flag=True, help="HTTPS for phones in the local network (docs/phones.md).")
def serve(data, port, host, for_phones):
    """Serve this installation until stopped."""
    chosen = settings.load(data=data, port=port, host=host)
    if for_phones:
        chosen = lan.prepare(chosen)
        lan.welcome(chosen, click.echo)
    _refuse_half_a_county(chosen)
    _ready(chosen).close()
    server.run(chosen, click.echo)


def _ready(chosen) -> Database:
    """The database, if it has the tables of this version."""
    database = Database(chosen.database)
    if migrations.current(database) != migrations.head():
        raise Refused("the database has other tables than this version needs: run `python -m fieldapi migrate`")
    return database


def _refuse_half_a_county(chosen):
    from inspections import demo

    if demo.was_interrupted(chosen.data):
        what = f"{chosen.data} and all that the database holds" if chosen.database_url else chosen.data
        raise Refused(f"seeding was interrupted and the county is not whole: remove {what} and start again")


@cli.command()
@data_option
@port_option
def run(data, port):
    """Set up, seed the demonstration county into an empty folder, and serve: what `make run` does."""
    chosen = settings.load(data=data, port=port)
    click.echo(f"Data folder: {chosen.data.resolve()}.")
    server.check_port(chosen.host, chosen.port)  # before anything is changed
    with server.lock(chosen.data):
        database = Database(chosen.database)
        _seed_if_new(chosen, database)
        database.close()
    server.run(chosen, click.echo)


def _seed_if_new(chosen, database):
    from inspections import demo

    migrations.upgrade(database)
    if demo.is_empty(database) or demo.was_interrupted(chosen.data):
        _seed(chosen, database)
    else:
        _say_accounts(chosen.data)


@cli.command()
@data_option
def worker(data):
    """Do the jobs that the server leaves behind, until stopped (for PostgreSQL with several processes)."""
    from uploads.store import Store

    from . import anchoring, noticing
    from . import worker as jobs

    chosen = settings.load(data=data)
    database = _ready(chosen)
    if database.is_sqlite:
        raise Refused("on SQLite the server does its own jobs; a worker needs LANJIAN_DATABASE_URL (PostgreSQL)")
    anchoring.start_thread(database, chosen)
    noticing.start_thread(database, chosen)
    jobs.work(database, Store(chosen.store), threading.Event(), noticing.handlers(chosen))


@cli.command("demo")
def play():
    """Play the story of the design in a temporary installation, through the real HTTP API, and tell it."""
    from . import story

    story.play(click.echo)


@cli.command("web-libraries")
def web_libraries():
    """Install the web app's libraries from the lock file (needs Node.js once; nothing is fetched at run time)."""
    weblibs.install(click.echo)


@cli.group()
def user():
    """Accounts."""


@user.command("password")
@data_option
@click.argument("username")
@click.password_option()
def user_password(data, username, password):
    """Set a new password; every session of the account ends."""
    from inspections import people
    from inspections.errors import InspectionError

    database = _ready(settings.load(data=data))
    try:
        database.write(lambda session: people.reset_password(session, username, password))
    except InspectionError as error:
        raise Refused(f"not set: {error.code}") from None
    click.echo(f"The password of {username} is set; its sessions ended.")


@cli.command()
@data_option
@click.option("--office", help="Key of the office; those below count too (default: the office above all).")
@click.option("--reason", required=True, help="Why; it goes to the ledger.")
@click.option("--apply", "apply_", is_flag=True, help="Also write what is different.")
def reassign(data, office, reason, apply_):
    """Answer anew who is responsible, after layers, rules or agencies changed: show the difference, and apply it."""
    from inspections.errors import NotFound

    from . import reassigning

    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        try:
            reassigning.run(chosen, office, reason, apply_)
        except NotFound:
            raise Refused(f"there is no such office: --office {office or '(needed here)'}") from None


@cli.command()
@data_option
@click.option("--repair", is_flag=True, help="Derive counters and keys anew first; never evidence.")
def fsck(data, repair):
    """Check that counters, places, files and the ledger still hold together. Exit code 1 when something does not."""
    from . import checking

    chosen = settings.load(data=data)
    with server.lock(chosen.data):
        faults = checking.run(chosen, repair)
    if faults:
        raise Refused(f"{faults} faults")


cli.add_command(cli_imports.group)
cli_imports.group.add_command(cli_cards.card)
cli_imports.group.add_command(cli_packages.package)
cli.add_command(cli_packages.key)
cli.add_command(cli_ledger.group)
cli.add_command(cli_evidence.export)
cli.add_command(cli_evidence.verify)
cli.add_command(cli_backup.make_key)
cli.add_command(cli_backup.backup)
cli.add_command(cli_backup.restore)
