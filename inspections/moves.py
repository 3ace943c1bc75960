"""A person moves a hazard along its lifecycle."""

from . import conflicts, hazards, ledger, lifecycle, merges, owner_notices
from .models import Hazard


def move(session, actor, hazard_id, draft) -> Hazard:
    """Move the hazard by the table, and write down who, when and with what words."""
    hazard = hazards.get(session, actor, hazard_id, lock=True)
    lifecycle.advance(session, hazard, actor, draft)
    hazards.save(session, hazard)
    conflicts.review(session, actor, [hazard.id])
    payload = draft.model_dump(mode="json", exclude={"move", "version"}, exclude_unset=True) | {"status": hazard.status}
    concerned = [hazard.id]
    if draft.master_id:  # an act on both, and on those that move along
        payload["duplicate_id"] = hazard.id
        concerned += [draft.master_id, *merges.bring_along(session, hazard)]
    ledger.append(
        session,
        actor,
        f"hazard.{draft.move}",
        [("hazard", id_) for id_ in concerned],
        payload,
        office_id=hazard.office_id,
        version=hazard.version,
    )
    owner_notices.settle(session, actor, hazard)
    return hazard
