"""``reassign`` on the command line: what would change, in words, and the act. The same functions as the jobs'."""

import click

from geo.answers import ROLE_NAMES, Role
from inspections import reassigning, reassignment_differences, reassignments
from inspections.db import Database
from uploads.store import Store

from . import present_reassignments


def run(chosen, office_key, reason, apply_):
    """Compute the difference for the office of that key (None: the one above all), say it, and apply it if asked to.

    Raises NotFound for an unknown office, or when several stand above all others and none was named.
    """
    database, store = Database(chosen.database), Store(chosen.store)
    id_, count = database.write(lambda session: _ask(session, office_key, reason))
    with click.progressbar(length=count, label="Answering anew") as bar:
        reassignment_differences.compute(database, store, id_, told=bar.update)
    said = _presented(database, id_)
    _say(said)
    if apply_:
        database.write(lambda session: reassignments.begin(session, reassignments.one(session, id_)))
        with click.progressbar(length=said["changed"], label="Applying") as bar:
            reassigning.apply(database, store, id_, told=lambda done: bar.update(done - bar.pos))
        done = _presented(database, id_)
        click.echo(f"Applied to {done['changed'] - len(done['left_out'])} hazards; left out: {len(done['left_out'])}.")
    database.close()


def _ask(session, office_key, reason):
    office = reassignments.office(session, office_key)
    return reassignments.add(session, office, reason).id, reassignment_differences.size(session, office)


def _presented(database, id_):
    with database.read() as session:
        return present_reassignments.reassignment(session, reassignments.one(session, id_))


def _say(said):
    click.echo(f"{said['changed']} of {said['total']} open hazards of {said['office']['name']} and below would change.")
    for item in said["counts"]:
        before, after = ("、".join(agency["name"] for agency in item[side]) or "—" for side in ("before", "after"))
        click.echo(f"  {item['count']:>8}  {ROLE_NAMES[Role(item['role'])]}: {before} → {after}")
    click.echo(f"Difference: SHA-256 {said['difference']}")
