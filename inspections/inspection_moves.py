"""THE table of an outing's life: planned, open, recorded, signed, finalised; afterwards only annexes are added."""

from dataclasses import dataclass

from .errors import Conflict
from .models import InspectionStatus as S


@dataclass(frozen=True, slots=True)
class Move:
    verb: str
    sources: frozenset[S]
    target: S


def _rows(*rows):
    return {verb: Move(verb, frozenset(sources), target) for verb, sources, target in rows}


UNFINISHED = frozenset({S.PLANNED, S.OPEN, S.RECORDING, S.AWAITING_SIGNATURES})
UNDER_WAY = UNFINISHED - {S.PLANNED}
TAKING_DOWN = frozenset({S.OPEN, S.RECORDING})  # hazards and findings are recorded in it
DONE = frozenset({S.FINALISED, S.ANNEXED})

# Whoever finds the record wrong while it is being signed goes back to recording: then all sign anew what changed.
MOVES = _rows(
    ("begin", {S.PLANNED}, S.OPEN),
    ("record", {S.OPEN, S.AWAITING_SIGNATURES}, S.RECORDING),
    ("present", TAKING_DOWN, S.AWAITING_SIGNATURES),
    ("finalise", UNDER_WAY, S.FINALISED),
    ("annex", DONE, S.ANNEXED),
    ("abort", UNFINISHED, S.ABORTED),
)


def go(inspection, target):
    """Set the status by the table; the same one again is no move. Raises Conflict."""
    target = S(target)
    if inspection.status is target:
        return
    if not any(move.target is target and inspection.status in move.sources for move in MOVES.values()):
        raise Conflict("inspection_not_open", extra={"inspection_status": inspection.status}, status=inspection.status)
    inspection.status = target
