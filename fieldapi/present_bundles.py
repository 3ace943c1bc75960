"""What a bundle says of its hazards, as dicts: the record, the timelines, and who had each photo in hand."""

from collections import Counter
from dataclasses import replace

from inspections import bundle_records, bundles, catalogue, db, timelines
from inspections.bundles import OBSERVATIONS
from inspections.models import AssetKind, HazardType, PlaceKind

from . import present, present_bundle_records, present_cases, present_checklists, present_derivatives, present_disputes

DROPPED = ("photos", "moves")  # told elsewhere in the bundle; of whoever looks
OF_A_PHOTO = (
    *("id", "hazard_id", "sha256", "sm3", "size_bytes", "media_type", "kind", "captured", "claimed", "received_at"),
    *("provenance", "status", "cleared", "uploaded_by"),
)
KINDS = {"type": HazardType, "asset_kind": AssetKind, "place_kind": PlaceKind}
OF_A_DISPUTE = ("id", "state", "opened_at", "opened_by", "note", "extends_to", "guard", "owner", "steps")


def told_of_case(session, actor, case, hazards, maps, purpose) -> bundles.Told:
    """All that is said of a case and of the hazards in it."""
    whole = present_cases.case(session, actor, case)
    own = {name: value for name, value in whole.items() if name not in ("moves", "without_case")}
    about = told(session, actor, hazards, maps, purpose)
    timeline = about.timeline | {str(case.id): timelines.of_case(session, actor, case.id)}
    return replace(about, name=case.number, record=about.record | {"case": own}, timeline=timeline)


def told(session, actor, hazards, maps, purpose) -> bundles.Told:
    """All that is said of *hazards*, the first of which names the bundle."""
    first = hazards[0]
    photos = [photo for hazard in hazards for photo in hazard.photos]
    names = present.Names(session, offices=[first.office_id])
    exported = {"at": db.now(session), "by": {"id": actor.person_id, "name": actor.name}, "purpose": purpose}
    presented = [
        _photo(photo, f"{hazard.number}-{number:02}")
        for hazard in hazards
        for number, photo in enumerate(present.photos(session, actor, hazard.photos), 1)
    ]
    visits = {row.id: row for hazard in hazards for row in bundles.visits(session, actor, hazard)}
    signed = bundle_records.leaving(session, visits.values(), [hazard.id for hazard in hazards])
    record = {
        "format": bundles.FORMAT,
        "exported": exported,
        "hazards": [_hazard(session, actor, hazard, maps) for hazard in hazards],
        "photos": presented,
        "derivatives": _derivatives(session, actor, {photo["id"]: photo["name"] for photo in presented}),
        "records": present_bundle_records.records(session, signed),
    }
    timeline = {str(hazard.id): bundles.timeline(session, actor, hazard) for hazard in hazards}
    return bundles.Told(
        name=first.number,
        office=names.office(first.office_id)["name"],
        office_id=first.office_id,
        record=record,
        timeline=timeline | present_bundle_records.timeline(session, signed),
        custody={str(id_): events for id_, events in bundles.custody(session, [row.id for row in photos]).items()},
    )


def _hazard(session, actor, hazard, maps):
    whole = present.hazard(session, actor, hazard)
    return {
        **{name: value for name, value in whole.items() if name not in DROPPED},
        **{f"{name}_name": catalogue.name_of(session, model, whole[name]) for name, model in KINDS.items()},
        "flags": [flag for flag in whole["flags"] if flag not in OBSERVATIONS],
        "checklist_answers": present_checklists.of_hazard(session, hazard)["answers"],
        "inspections": [_visit(row, hazard) for row in _visits(session, actor, hazard)],
        "disputes": [
            {name: dispute[name] for name in OF_A_DISPUTE} for dispute in _disputes(session, actor, hazard, maps)
        ],
    }


def _visits(session, actor, hazard):
    return present.inspections(session, bundles.visits(session, actor, hazard))


def _visit(visit, hazard):
    """An outing without what it says of other hazards."""
    own = [finding for finding in visit["findings"] if finding["hazard_id"] == hazard.id]
    others = ("hazard_ids", "recorded_hazard_ids", "findings")
    return {name: value for name, value in visit.items() if name not in others} | {"findings": own}


def _disputes(session, actor, hazard, maps):
    rows = [(row, hazard) for row in bundles.disputes(session, actor, hazard)]
    return present_disputes.disputes(session, actor, rows, maps) if rows else []


def _derivatives(session, actor, names):
    """The copies, each named after its parent; *names* are those of the photos, by id."""
    rows = present_derivatives.derivatives(session, bundles.derivatives(session, actor, names))
    counted = Counter()
    for row in rows:
        parent = row["photo_id"]
        counted[parent] += 1
        row["name"] = f"{names[parent]}-{row['kind']}-{counted[parent]}"
        row["parents"] = [names[id_] for id_ in (parent, row["after_id"]) if id_]
    return rows


def _photo(photo, name):
    return {"name": name} | {field: photo[field] for field in OF_A_PHOTO}
