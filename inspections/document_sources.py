"""What a document is drafted from: the fields of a record in words for a paper, each with the address it came from."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from . import cases, catalogue, clues, db, hazards, inspections, visibility
from . import document_case_sources as of_case
from . import paper_words as words
from .models import HazardType, Inspection, Person, PhotoStatus, PreviewState, SubjectKind

Field = tuple[str, object, str]  # name, value, address
READ = {
    SubjectKind.CASE: cases,
    SubjectKind.INSPECTION: inspections,
    SubjectKind.HAZARD: hazards,
    SubjectKind.CLUE: clues,
}


def record(session, actor, kind: SubjectKind, id_):
    """The record that a document is drafted from. NotFound when there is none or it is not the actor's to see."""
    return READ[kind].get(session, actor, id_)


def hazards_of(session, actor, kind, row) -> list:
    """The hazards that a document about *row* speaks of, by number; those that the actor may not see are left out."""
    if kind is SubjectKind.HAZARD:
        return [row]
    if kind is SubjectKind.CLUE:
        ids = [row.hazard_id]
    elif kind is SubjectKind.CASE:
        ids = [link.hazard_id for link in row.hazards if link.removed_at is None]
    else:
        recorded = inspections.recorded_in(session, [row.id]).get(row.id, [])
        ids = [*recorded, *(link.hazard_id for link in row.agenda)]
    seen = visibility.seen(session, actor, ids)
    return sorted((hazards.get(session, actor, id_) for id_ in seen), key=lambda hazard: hazard.number)


def fields(session, actor, kind: SubjectKind, row) -> dict[str, tuple[object, str]]:
    """Every field that drafts may take: ``{name: (value, address)}``."""
    among = hazards_of(session, actor, kind, row)
    found = {name: (value, address) for name, value, address in ABOUT[kind](session, row, among)}
    return found | {name: (value, address) for name, value, address in _among(session, kind, row, among)}


def photos(among) -> list:
    """The pictures of some hazards that can be shown, in the order in which they came."""
    return [
        photo
        for hazard in among
        for photo in hazard.photos
        if photo.status is PhotoStatus.ACCEPTED and photo.preview is not PreviewState.NONE
    ]


def _spots(among):
    return [{"hazard_id": str(one.id), "label": one.number} for one in among if one.lon is not None]


def _among(session, kind, row, among) -> Iterator[Field]:
    types = {one.type: catalogue.name_of(session, HazardType, one.type) for one in among}
    address = f"/{kind}s/{row.id}#hazards" if kind is not SubjectKind.HAZARD else f"/hazards/{row.id}"
    facts = [_fact(one, types[one.type]) for one in among]
    yield "hazards.facts", "".join(_numbered(facts)), address
    titles = [f"{one.number}　{types[one.type]}" for one in among]
    yield "hazards.titles", titles, address
    rows = [[one.number, types[one.type], one.address or words.place(one), one.description] for one in among]
    yield "hazards.rows", rows, address
    shown = [_shown(photo) for photo in photos(among)]
    yield "hazards.photos", shown, f"{address}/photos"
    cleared = {str(photo.id) for photo in photos(among) if photo.cleared}
    yield "hazards.cleared_photos", [one for one in shown if one["photo_id"] in cleared], f"{address}/photos"
    yield "hazards.spots", _spots(among), address
    makers = catalogue.names(session, Person, [photo.uploaded_by_id for photo in photos(among)])
    yield "hazards.makers", [["拍摄人", name] for name in makers.values()], f"{address}/photos"


def _numbered(facts):
    if len(facts) == 1:
        yield facts[0]
        return
    yield from (f"（{place}）{fact}" for place, fact in enumerate(facts, 1))


def _fact(hazard, type_):
    where = hazard.address or (hazard.area_name or "")
    said = hazard.description.rstrip("。")
    return f"{words.day(hazard.seen_at)}，在{where}（{words.place(hazard)}）发现{type_}（编号{hazard.number}）" + (
        f"：{said}。" if said else "。"
    )


def _shown(photo):
    return {"photo_id": str(photo.id), "caption": words.PHOTO_KINDS[photo.kind]}


def _hazard(session, row, among) -> Iterator[Field]:
    say = partial(_said, f"/hazards/{row.id}", "hazard")
    yield say("number", row.number)
    yield say("address", row.address)
    yield say("type", catalogue.name_of(session, HazardType, row.type))
    handling = "经现场核查，已转有关单位处理，本院将跟进办理情况。" if row.referred_to_id else ""
    yield say("handling", handling, "referred_to")


def _clue(session, row, among) -> Iterator[Field]:
    """Nothing of who sent it, and none of the reporter's words: a paper is read by more people than a clue."""
    say = partial(_said, f"/clues/register/{row.id}", "clue")
    yield say("number", row.number)
    yield say("place", row.place)
    yield say("received_on", words.day(row.received_on))
    yield say("receiving_body", row.receiving_body or "")
    yield say("handling", words.CLUE_RESULTS.get(row.state, ""), "state")


def _said(base, noun, name, value, path=None):
    return f"{noun}.{name}", value, f"{base}#{path or name}"


def _inspection(session, row: Inspection, among) -> Iterator[Field]:
    say = partial(_said, f"/inspections/{row.id}", "inspection")
    minutes = row.minutes or {}
    for name in ("number", "title", "note"):
        yield say(name, getattr(row, name))
    for name in ("weather", "equipment", "scope", "course", "result", "statements", "samples"):
        yield say(name, minutes.get(name, ""), f"minutes.{name}")
    yield say("witness_absent", minutes.get("witness_absent_reason", ""), "minutes.witness_absent_reason")
    yield say("place", minutes.get("place") or "、".join(dict.fromkeys(one.address for one in among if one.address)))
    yield say("time", _time(row, minutes), "minutes.started_at")
    presiding = [one.name for one in row.participants if one.role == "presiding_prosecutor"]
    yield say("presiding", "、".join(presiding), "participants")
    yield say("recorder", _recorder(session, row), "participants")
    yield say("people", [_person(one) for one in row.participants], "participants")
    yield say("signing", [[_role(one), one.name] for one in row.participants], "participants")
    yield say("findings", [*_findings(session, row, among)], "findings")
    yield say("pairs", [*_pairs(row)], "findings")
    taken = {str(id_) for one in _valid(row) for id_ in one.photo_ids}
    taken |= {str(photo.id) for one in among if one.inspection_id == row.id for photo in one.photos}
    yield say("photos", [_shown(photo) for photo in photos(among) if str(photo.id) in taken], "findings")


def _time(row, minutes):
    said = (minutes.get(name) for name in ("started_at", "ended_at"))
    began, end = (at and datetime.fromisoformat(at) for at in said)
    started, ended = began or row.opened_at, end or row.finalised_at
    if started and ended and words.day(started) == words.day(ended):
        return f"{words.minute(started)}至{ended.astimezone(db.SHANGHAI):%H时%M分}"
    return "至".join(filter(None, (words.minute(started), words.minute(ended))))


def _recorder(session, row):
    named = [one.name for one in row.participants if one.role == "clerk" or one.duty == "记录"]
    return "、".join(named) or catalogue.names(session, Person, [row.opened_by_id])[row.opened_by_id]


def _role(one):
    return words.PARTICIPANT_ROLES.get(one.role, one.duty)


def _person(one):
    return [_role(one), one.name, one.body, one.card_number or ""]


def _valid(row):
    return [one for one in row.findings if one.superseded_at is None]


def _findings(session, row, among):
    by_id = {one.id: one for one in among}
    for one in _valid(row):
        if hazard := by_id.get(one.hazard_id):
            type_ = catalogue.name_of(session, HazardType, hazard.type)
            yield [hazard.number, type_, words.VERDICTS[one.verdict], one.note]


def _pairs(row):
    for one in _valid(row):
        if one.photo_before_id and one.photo_after_id:
            ids = {"before_id": str(one.photo_before_id), "after_id": str(one.photo_after_id)}
            yield ids | {"caption": words.VERDICTS[one.verdict]}


ABOUT = {
    SubjectKind.CASE: of_case.fields,
    SubjectKind.INSPECTION: _inspection,
    SubjectKind.HAZARD: _hazard,
    SubjectKind.CLUE: _clue,
}
