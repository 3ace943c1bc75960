"""Which documents are served, and whether electronically: bundled data, which an office may change kind by kind."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from . import db, ledger, people, permissions, visibility
from .errors import Invalid
from .models import CaseVerb, ServiceRule, ServiceWay


@dataclass(frozen=True, slots=True)
class Kind:
    """``sent`` and ``received`` are the moves that the case of the document makes then."""

    electronic: bool
    sent: CaseVerb | None
    received: CaseVerb | None


def _kind(row):
    return Kind(row["electronic"], *(verb and CaseVerb(verb) for verb in row["case"]))


_DATA = json.loads((Path(__file__).parent / "reference" / "service_policy.json").read_text("utf-8"))
KINDS = {kind: _kind(row) for kind, row in _DATA["kinds"].items()}
NOT_OPENED = timedelta(days=_DATA["not_opened_days"])


def ways(session, office_id, kind: str) -> list[ServiceWay]:
    """How the office may serve a document of that kind; nothing when the kind is not served at all."""
    if kind not in KINDS:
        return []
    rule = session.get(ServiceRule, (office_id, kind))
    electronic = rule.electronic if rule else KINDS[kind].electronic
    return [way for way in ServiceWay if electronic or way is not ServiceWay.ELECTRONIC]


def rules(session, actor) -> list[ServiceRule]:
    """What the actor's offices, and those below, decided otherwise than the bundled policy."""
    offices = ServiceRule.office_id.in_(visibility.whole_offices(actor))
    return list(session.scalars(select(ServiceRule).where(offices).order_by(ServiceRule.office_id, ServiceRule.kind)))


def set_rule(session, actor, draft) -> ServiceRule:
    """Say whether the actor's own office serves that kind electronically from now on."""
    if draft.kind not in KINDS:
        raise Invalid.at("kind", "kind_not_served", kinds=", ".join(KINDS))
    office = people.home_office(session, actor, permissions.PERMISSIONS["set_service_rule"].roles)
    rule = session.get(ServiceRule, (office.id, draft.kind), with_for_update=True)
    if rule is None:
        rule = ServiceRule(office_id=office.id, kind=draft.kind)
        session.add(rule)
    rule.electronic, rule.set_at, rule.set_by_id = draft.electronic, db.now(session), actor.person_id
    session.flush()
    said = draft.model_dump(mode="json")
    ledger.append(session, actor, "service_rule.set", [("office", office.id)], said, office_id=office.id)
    return rule
