"""Who is meant by a word for an agency in a file: its id, its key or its name."""

from sqlalchemy import select

from . import db
from .models import Agency


def folded(text) -> str:
    """A word as it is looked up: without case and outer blanks."""
    return str(text or "").strip().casefold()


def meant(session) -> dict[str, list]:
    """The ids of the agencies that each word may mean today; an id and a key mean one, a name may be borne by several.

    Rows that succeed each other under one name are one agency, meant by the first of them: it has answered from its
    own first day on, and the directory follows its successors. Who bore a name once counts only if nobody does now.
    """
    columns = (Agency.id, Agency.key, Agency.name, Agency.valid_to, Agency.successor_id)
    found, bearers = {}, {}
    for row in session.execute(select(*columns)):
        found[folded(row.id)] = found[folded(row.key)] = [row.id]
        bearers.setdefault(folded(row.name), []).append(row)
    today = db.today(session)
    for name, rows in bearers.items():
        standing = [row for row in rows if row.valid_to is None or row.valid_to >= today]
        found.setdefault(name, list(dict.fromkeys(_first(row, rows).id for row in standing or rows)))
    return found


def _first(row, namesakes):
    """The first of the rows that were succeeded by each other up to this one; of several that merged, none."""
    seen = set()
    while row.id not in seen:
        seen.add(row.id)
        before = [other for other in namesakes if other.successor_id == row.id]
        row = before[0] if len(before) == 1 else row
    return row
