"""A hazard is recorded, together with the photos that came before it."""

from . import hazards, uploads
from .models import Hazard


def record(session, actor, draft, maps) -> tuple[Hazard, bool]:
    """As `hazards.record`; what was uploaded for its id and waits is attached in the same transaction."""
    hazard, created = hazards.record(session, actor, draft, maps)
    if created:
        uploads.bind(session, hazard)
    return hazard, created
