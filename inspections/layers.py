"""Area layers and their versions: what there is, when each version is in force, and the withdrawal of a wrong one."""

from datetime import date

from sqlalchemy import func, select

from geo import agencies

from . import db, ledger, permissions, responsibility
from .errors import Conflict, NotFound
from .layer_versions import Period, newest, periods
from .models import AreaFeature, Layer


def listed(session, on: date | None = None) -> list[tuple[Layer, Period | None, int]]:
    """Every version with its period (None: withdrawn) and the number of its features; *on* a day: those in force."""
    counted = func.count(AreaFeature.id)
    query = select(Layer, counted).outerjoin(AreaFeature, AreaFeature.layer_id == Layer.id).group_by(Layer.id)
    known = periods(session)
    rows = [(row, known.get(row), count) for row, count in session.execute(query.order_by(Layer.key, Layer.version))]
    return rows if on is None else [item for item in rows if item[1] and agencies.in_force(*item[1], on)]


def one(session, layer_id) -> tuple[Layer, Period | None, int]:
    """One version, as in `listed`."""
    layer = session.get(Layer, layer_id)
    if layer is None:
        raise NotFound
    count = session.scalar(select(func.count()).where(AreaFeature.layer_id == layer_id))
    return layer, periods(session, layer.key).get(layer), count


def features(session, layer_id) -> tuple[Layer, list[AreaFeature]]:
    """A version and its features."""
    layer = session.get(Layer, layer_id)
    if layer is None:
        raise NotFound
    query = select(AreaFeature).where(AreaFeature.layer_id == layer_id).order_by(AreaFeature.code, AreaFeature.id)
    return layer, session.scalars(query).all()


def withdraw(session, actor, layer_id, reason: str):
    """Take a wrong version back, visibly: it answers for no day, and the version before it is in force again."""
    layer = session.scalar(select(Layer).where(Layer.id == layer_id).with_for_update())
    if layer is None:
        raise NotFound
    permissions.in_office(actor, "withdraw_layer", layer.office_id)
    if layer.withdrawn_at:
        raise Conflict("layer_withdrawn")
    if newest(session, layer.key) is not layer:
        raise Conflict("layer_superseded")
    layer.withdrawn_at, layer.withdrawn_by_id, layer.withdrawn_reason = db.now(session), actor.person_id, reason
    responsibility.changed(session)
    session.flush()
    subjects, said = [("layer", layer.id)], {"key": layer.key, "version": layer.version, "reason": reason}
    ledger.append(session, actor, "layer.withdrawn", subjects, said, office_id=layer.office_id)
