"""THE table of a document's moves: verb, from, to, who. Read by the acts, by the buttons and by docs/documents.md."""

from dataclasses import dataclass

from . import document_kinds
from .models import DocumentState, DocumentVerb, Role
from .permissions import STAFF

S, V = DocumentState, DocumentVerb


@dataclass(frozen=True, slots=True)
class Move:
    """``roles`` None: those that the kind names to approve it."""

    verb: DocumentVerb
    source: DocumentState
    target: DocumentState
    roles: frozenset[Role] | None
    needs_note: bool = False


MOVES = {
    move.verb: move
    for move in (
        Move(V.SUBMIT, S.DRAFT, S.IN_REVIEW, STAFF),
        Move(V.SEND_BACK, S.IN_REVIEW, S.DRAFT, None, needs_note=True),
        Move(V.APPROVE, S.IN_REVIEW, S.APPROVED, None),
        Move(V.DISCARD, S.DRAFT, S.DISCARDED, STAFF, needs_note=True),
    )
}


def roles(move: Move, document) -> frozenset[Role]:
    """Who makes that move on that document."""
    return document_kinds.every()[document.kind].approvers if move.roles is None else move.roles


def may(move: Move, document, actor) -> bool:
    """Four eyes: whoever submitted it does not approve it."""
    own = move.verb is V.APPROVE and document.submitted_by_id == actor.person_id
    return bool(actor.roles_in(document.office_id) & roles(move, document)) and not own


def moves_for(document, actor) -> list[DocumentVerb]:
    """The verbs that *actor* may use now. Whether parts are missing is told beside."""
    return [move.verb for move in MOVES.values() if move.source is document.state and may(move, document, actor)]
