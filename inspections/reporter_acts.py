"""Having the name behind a clue opened, or erased by law: each an act in the ledger, which never holds the name."""

from sqlalchemy import select

from . import clue_replies, clues, db, permissions, reporters
from .clue_drafts import ReporterDraft
from .errors import Conflict, NotAllowed, NotFound
from .models import CasePerson, NoReplyReason
from .permissions import CHIEFS, STAFF

ERASED = "（已依法删除）"


def may_read(session, actor, clue) -> bool:
    """Whether *actor* works on the clue: who handles or sponsors it, the team of its case, and the chiefs."""
    held = actor.roles_in(clue.office_id)
    if held & CHIEFS or not held & STAFF:
        return bool(held & CHIEFS)
    if actor.person_id in (clue.handler_id, clue.sponsor_id):
        return True
    team = (CasePerson.case_id == clue.case_id, CasePerson.person_id == actor.person_id, CasePerson.until.is_(None))
    return clue.case_id is not None and session.scalar(select(CasePerson.id).where(*team).limit(1)) is not None


def read(session, actor, folder, clue_id) -> ReporterDraft:
    """Who sent the clue. Raises NotAllowed for who does not work on it, NotFound when nobody is known."""
    clue = clues.get(session, actor, clue_id)
    permissions.in_office(actor, "read_reporter", clue.office_id)
    if not may_read(session, actor, clue):
        raise NotAllowed("not_on_clue_team")
    said = reporters.opened(session, folder, clue)
    if said is None:
        raise NotFound
    clues.note(session, actor, clue, "clue.reporter_read")
    return said


def erase(session, actor, clue_id, draft):
    """Forget who sent the clue, and the words if they tell, as the law demands: so ends the duty to answer."""
    clue = clues.get(session, actor, clue_id, lock=True)
    permissions.in_office(actor, "erase_reporter", clue.office_id)
    if not reporters.forget(session, actor, clue) and not draft.also_words:
        raise Conflict("no_reporter")
    if draft.also_words:
        clue.said = ERASED
    if clue.concluded_on is None and clue.no_reply_reason is None:
        clue_replies.excuse(session, actor, clue, NoReplyReason.ERASED, draft.reason)
    db.touch(session, clue)
    session.flush()
    clues.note(session, actor, clue, "clue.reporter_erased", draft.model_dump(), version=clue.version)
    return clue
