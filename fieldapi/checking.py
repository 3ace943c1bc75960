"""``fsck`` on the command line: every check in turn, each fault on a line."""

import click

from inspections import fsck, keys, ledger_checks, timestamps
from inspections.db import Database
from uploads.store import Store


def run(chosen, repair) -> int:
    """Check the installation and say what does not hold; the number of faults that are left."""
    database, store = Database(chosen.database), Store(chosen.store)
    if repair:
        for name, count in database.write(fsck.mend).items():
            click.echo(f"{name}: {count} derived anew")
    with database.read() as session:
        found = [fault for check in fsck.CHECKS for fault in _told(check.name, list(check.find(session)))]
        found += _told("outside", list(ledger_checks.outside(session, keys.Folder(chosen.keys))))
        if chosen.tsa_certificates:
            authority = timestamps.Authority.of(chosen.tsa_certificates)
            found += _told("authentic", list(ledger_checks.authentic(session, authority)))
        digests = fsck.files(session)
    with click.progressbar(length=len(digests), label="Reading files") as bar:
        broken = list(fsck.damaged(store, digests, told=bar.update))
    found += _told("files", broken)
    for sha256 in fsck.strays(store, digests):
        click.echo(f"note: no record names original {sha256}")
    database.close()
    return len(found)


def _told(name, faults):
    click.echo(f"{name}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    for fault in faults:
        click.echo(f"  {fault.about}: {fault.how}")
    return faults
