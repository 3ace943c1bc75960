"""The store of who sent clues: sealed apart from them with a key that lies outside the database (domain §7.4).

Nothing searches, lists, exports or logs what is in here. Who may have it opened, and when it is forgotten, is said in
``reporter_acts``.
"""

from sqlalchemy import select

from uploads import sealed

from . import db
from .clue_drafts import ReporterDraft
from .models import Reporter


def keep(session, folder, clue, draft: ReporterDraft):
    """Seal who sent *clue*; *folder* is a ``keys.Folder``."""
    content = draft.model_dump_json().encode()
    session.add(Reporter(clue_id=clue.id, sealed=sealed.closed(content, folder.reporters().to_public())))


def kept(session, clue_ids) -> set:
    """Those of the clues of which it is kept who sent them."""
    there = (Reporter.clue_id.in_(clue_ids), Reporter.sealed.is_not(None))
    return set(session.scalars(select(Reporter.clue_id).where(*there)))


def opened(session, folder, clue) -> ReporterDraft | None:
    """Who sent the clue; None when nobody said so, or when it was erased."""
    row = session.get(Reporter, clue.id)
    if row is None or row.sealed is None:
        return None
    return ReporterDraft.model_validate_json(sealed.opened(row.sealed, folder.reporters()))


def forget(session, actor, clue) -> bool:
    """Destroy who sent the clue; False when there is nothing to destroy."""
    row = session.get(Reporter, clue.id)
    if row is None or row.sealed is None:
        return False
    row.sealed, row.erased_at, row.erased_by_id = None, db.now(session), actor.person_id
    return True
