"""What a document takes from a case: against whom, over what, what was said and decided on the way."""

from collections.abc import Iterator

from sqlalchemy import select

from . import catalogue, db, regimes
from . import paper_words as words
from .models import Agency, Case, CaseVerb, Document, DocumentVersion, Office, Person, RecommendationItem

V = CaseVerb
LEFT = (V.TRANSFER_CLUE, V.TRANSFER)


def fields(session, row: Case, among) -> Iterator[tuple[str, object, str]]:
    """``(name, value, address)`` of everything that a paper about a case may take."""
    for name, value, path in [*_plain(session, row), *_people(session, row), *_told(session, row)]:
        yield f"case.{name}", value, f"/cases/{row.id}#{path}"
    yield "case.document", *_newest(session, row)


def _plain(session, row):
    for name in ("number", "title"):
        yield name, getattr(row, name), name
    yield "source", row.source.rstrip("。"), "source"
    yield "respondent", catalogue.names(session, Agency, [row.respondent_id]).get(row.respondent_id), "respondent"
    yield "legal_field", words.LEGAL_FIELDS.get(row.legal_field, ""), "legal_field"
    yield "registered_on", words.day(row.registered_at), "registered_at"
    yield "rectify_due_on", words.day(row.rectify_due_on), "rectify_due_on"
    yield "served_on", words.day(row.served_on), "served_on"
    yield "effective_on", words.day(row.effective_on), "effective_on"
    yield "closure_reason", words.CLOSURE_REASONS.get(row.closure_reason, ""), "closure_reason"
    bases = "；".join(f"{one.title}{one.article}" for one in row.legal_bases)
    yield "bases", bases and f"依据{bases}的规定，上述事项由你单位负责监督管理。", "legal_bases"
    items: list[RecommendationItem] = row.items
    yield "items", [one.text for one in items], "items"
    yield "matters", [one.text for one in items] or ["核实上述问题的职责分工。", "明确整改措施和时限。"], "items"
    yield "reply_period", _period(session, row), "urgent"


def _period(session, row):
    """How long the agency has to answer, as the regime of the case says."""
    area = session.get_one(Office, row.office_id).area_code
    found = regimes.rule("urgent_reply" if row.urgent else "reply", db.today(session), area)
    return found and f"{words.COUNTS.get(found[1].count, found[1].count)}{words.UNITS[found[1].unit]}"


def _people(session, row):
    names = catalogue.names(session, Person, [one.person_id for one in row.people if one.until is None])
    leads = [names[one.person_id] for one in row.people if one.until is None and one.is_lead]
    office = session.get_one(Office, row.office_id).name
    respondent = catalogue.names(session, Agency, [row.respondent_id]).get(row.respondent_id, "")
    yield "lead", "、".join(leads), "people"
    yield "team", "、".join(names.values()), "people"
    theirs = [[respondent, "", ""]] if respondent else []
    ours = [[office, one, "检察官"] for one in leads]
    yield "attendees", theirs + ours, "people"
    yield "signing", [cells[:2] for cells in theirs + ours], "people"
    yield "confirming", [["确认单位（盖章）", respondent], ["经办人", ""], ["检察官", "、".join(leads)]], "people"


def _told(session, row):
    """What was said with the last step of each kind."""
    steps = {step.verb: step for step in row.steps}
    said = {verb: step.note for verb, step in steps.items()}
    yield "investigation", said.get(V.CONCLUDE_INVESTIGATION, ""), "steps.conclude_investigation"
    yield "review", said.get(V.CONCLUDE_REVIEW) or said.get(V.CLOSE, ""), "steps.conclude_review"
    yield "consultation", said.get(V.CONSULT, ""), "steps.consult"
    yield "consulted_on", words.day(steps[V.CONSULT].on) if V.CONSULT in steps else "", "steps.consult"
    filed = next((one.decided_on for one in row.decisions if one.kind == "file"), None)
    yield "filed_on", words.day(filed), "decisions.file"
    receiver = next((steps[verb].said.get("receiving_body") for verb in LEFT if verb in steps), "")
    yield "receiving_body", receiver, "steps.transfer_clue"
    served = steps.get(V.SERVE)
    mode = served.said.get("mode") if served else None
    yield "service_mode", words.SERVICE_MODES.get(mode, ""), "steps.serve"
    yield "service_note", served.note if served else "", "steps.serve"
    handled = V.FILE in steps and "经审查，本院已依法立案办理。"
    yield "handling", handled or "", "steps.file"


def _newest(session, row):
    """The title and number of the document of the case that was frozen last, and its address."""
    columns = (Document.id, DocumentVersion.title, DocumentVersion.number)
    query = select(*columns).join(Document, Document.id == DocumentVersion.document_id)
    query = query.where(Document.subject_id == row.id, DocumentVersion.number.is_not(None))
    found = session.execute(query.order_by(DocumentVersion.approved_at.desc()).limit(1)).one_or_none()
    if found is None:
        return "", f"/cases/{row.id}#documents"
    return f"{found.title}（{found.number}）", f"/documents/{found.id}"
