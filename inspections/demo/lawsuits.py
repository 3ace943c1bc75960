"""The cases of the demonstration: who does what in them on which day, from the file beside this one."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from .. import case_acts, cases, db
from ..case_drafts import CaseAmendment, CaseDraft, CaseMoveDraft
from ..case_moves import MOVES
from ..models import Agency, Person
from .plan import Act

LEAD, COLLEAGUE, CHIEF = "prosecutor.qingyun", "prosecutor2.qingyun", "chief.qingyun"


def read() -> list[dict]:
    return json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))["cases"]


def acts(today) -> list[Act]:
    """Every step of every case, in the afternoon of its day."""
    afternoon = datetime.combine(today, time(14), db.SHANGHAI)
    return [
        Act(afternoon - timedelta(days=days_ago, minutes=-order), row["key"], order, "case", verb, row)
        for row in read()
        for order, (days_ago, verb, *_) in enumerate(row["steps"])
    ]


def doer(act) -> str:
    """The account of whoever makes that step: the chief where the chief decides."""
    return CHIEF if act.argument in MOVES and MOVES[act.argument].decision else LEAD


def play(session, actor, act, hazard_ids, case_id):
    """One step; the id of the case."""
    row = act.spot
    inside = [hazard_ids[key] for key in row["hazards"]]
    if act.argument == "register":
        return _register(session, actor, row, inside)
    if act.argument == "draft":
        return _draft(session, actor, row, inside, cases.get(session, actor, case_id))
    said = {"move": act.argument, **(row["steps"][act.order][2:] or [{}])[0]}
    draft = CaseMoveDraft.model_validate(_filled(session, act, said), strict=False)
    return case_acts.move(session, actor, case_id, draft).id


def _register(session, actor, row, inside):
    named = {name: row[name] for name in ("title", "source", "nature", "legal_field")}
    respondent = row["respondent"] and session.scalar(select(Agency.id).where(Agency.key == row["respondent"]))
    said = named | {"respondent_id": respondent, "hazard_ids": inside}
    return cases.register(session, actor, CaseDraft.model_validate(said, strict=False))[0].id


def _draft(session, actor, row, inside, case):
    items = [{"text": text, "hazard_ids": inside} for text in row["items"]]
    said = {"version": case.version, "items": items, "legal_bases": [row["basis"]]}
    return cases.amend(session, actor, case.id, CaseAmendment.model_validate(said, strict=False)).id


def _filled(session, act, said):
    """What only the day of the act and the registry can tell."""
    day, takes = db.legal_date(act.at), MOVES[act.argument].takes
    if "rectify_days" in said:
        said["rectify_due_on"] = day + timedelta(days=said.pop("rectify_days"))
    if "agencies" in said:
        wanted = Agency.key.in_(said.pop("agencies"))
        said["agency_ids"] = list(session.scalars(select(Agency.id).where(wanted).order_by(Agency.key)))
    if "officers" in takes:
        crew = Person.username.in_((LEAD, COLLEAGUE))
        said["officers"] = list(session.scalars(select(Person.id).where(crew).order_by(Person.username)))
    return said | ({"on": day} if "on" in takes else {})
