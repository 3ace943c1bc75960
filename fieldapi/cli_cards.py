"""``import card``: a folder or card in one go, resumable, with the proposal of spots at its end."""

from pathlib import Path

import click

from . import settings
from .cli_imports import data_option


@click.command("card")
@data_option
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as", "username", required=True, metavar="ACCOUNT", help="Account of whoever brings it.")
@click.option("--office", help="Key of that person's office, to be sure.")
@click.option("--inspection", type=click.UUID, help="Id of the inspection on which it was taken.")
@click.option("--name", help="What the card is called (default: the folder's name).")
@click.option("--gap-minutes", type=click.IntRange(1, 1440), default=10, show_default=True)
@click.option("--radius", "radius_m", type=click.IntRange(1, 5000), default=50, show_default=True, help="Metres.")
def card(data, folder, username, office, inspection, name, gap_minutes, radius_m):
    """Receive every photo and film of FOLDER, and propose spots by claimed time and place. What was received before is
    not received again; after an interruption the same command goes on. Nothing is recorded until somebody says so."""
    from inspections.card_drafts import CardSettings
    from inspections.db import Database
    from inspections.errors import InspectionError, Invalid
    from uploads.errors import UploadError
    from uploads.store import Store

    from . import serve as server
    from .texts import say

    chosen = settings.load(data=data)
    said = {"name": name or folder.resolve().name or "card", "inspection_id": inspection}
    said = CardSettings(**said, gap_minutes=gap_minutes, radius_m=radius_m)
    with server.lock(chosen.data):
        database = Database(chosen.database)
        try:
            actor = _actor(database, username, office, said)
            taken, skipped = _receive(database, Store(chosen.store), actor, said, folder)
            _say(database, actor, said, taken, skipped)
        except Invalid as error:
            wrong = (f"{field.path}: {say(field.code, 'zh', field.details)}" for field in error.fields)
            raise click.ClickException("\n".join(wrong)) from None
        except (InspectionError, UploadError) as error:
            raise click.ClickException(say(error.code, "zh", error.details)) from None
        finally:
            database.close()


def _actor(database, username, office_key, said):
    from inspections import cards, people
    from inspections.errors import NotFound

    with database.read() as session:
        actor = people.named(session, username)
        if actor is None:
            raise NotFound("unknown_person")
        if office_key not in (None, people.home_office(session, actor).key):
            raise click.ClickException(f"{username} does not belong to the office {office_key}")
        cards.may_open(session, actor, said)
        return actor


def _receive(database, store, actor, said, folder):
    """Every file of the folder, one transaction each: how many are new, and what was not taken."""
    from uploads import cards

    found, taken, skipped = list(cards.walk(folder)), 0, []
    with click.progressbar(found, label="Receiving") as files:
        for file in files:
            code, details = (file.reason, {}) if file.reason else _take(database, store, actor, said, file)
            taken += code is None
            skipped += [{"name": file.name, "code": code, "details": details}] if code else []
    return taken, skipped


def _take(database, store, actor, said, file):
    """``(None, {})`` for a file that is kept and noted, else the code and details of why not."""
    from inspections.errors import Destroyed
    from uploads.errors import EmptyFile, TooLarge, UnreadableFile, UnsupportedContent

    try:
        return (None, {}) if _kept(database, store, actor, said, file) else ("already_there", {})
    except (EmptyFile, TooLarge, UnsupportedContent, Destroyed) as error:
        return error.code, error.details
    except UnreadableFile as error:
        if not file.path.parent.exists():
            raise click.ClickException(f"{file.name}: the card is gone; put it in again and repeat") from None
        return error.code, error.details


def _kept(database, store, actor, said, file):
    from inspections import cards
    from uploads import cards as folders

    with folders.received(store, file.path) as received:
        with database.read() as session:
            if not cards.may_take(session, actor, received.sha256):
                return False
        evidence = folders.examine(received)
        store.keep(received)
    return database.write(lambda session: cards.take(session, actor, said, file.name, evidence))


def _say(database, actor, said, taken, skipped):
    from .present_cards import lines
    from .texts import say

    there = sum(item["code"] == "already_there" for item in skipped)
    click.echo(f"新收 {taken} 个文件；此前已导入 {there} 个（already there: {there}）。")
    for item in skipped:
        if item["code"] != "already_there":
            click.echo(f"  未收 {item['name']}：{say(item['code'], 'zh', item['details'])}")
    told = database.write(lambda session: _proposed(session, actor, said, skipped))
    for line in lines(told) if told else ():
        click.echo(line)


def _proposed(session, actor, said, skipped):
    """The card with its spots; None when all files were there before."""
    from inspections import cards

    from .present_cards import card

    row = cards.receiving(session, actor, said)
    if row is None:
        return None
    here = {file.name for file in row.files}  # also those that an earlier try received
    left = [item for item in skipped if item["code"] != "already_there" or item["name"] not in here]
    return card(session, actor, cards.propose(session, actor, row.id, left), "zh")
