"""Evidence bundles: what leaves for a court, and the proofs that go with it. A case is a list of hazards.

Everything but the proofs is made and hashed first; the act of exporting then enters the digest of their list in the
ledger, so that record, timeline, custody and report are proved by the same checkpoint as the photographs. The proofs
come last, from the ledger as it was signed after the act.
"""

from dataclasses import dataclass
from uuid import UUID

import orjson
from sqlalchemy import or_, select

from uploads import bags, sniff
from uploads.errors import Damaged

from . import bundle_records, case_teams, cases, hazards, judgements, ledger, permissions, timelines, visibility
from .errors import Conflict
from .models import (
    Derivative,
    Entry,
    EntrySubject,
    Finding,
    Inspection,
    InspectionHazard,
    OwnershipDispute,
    Person,
    PhotoStatus,
    Upload,
)

FORMAT = "lanjian-bundle/2"  # 1 knew no records of outings, and left nothing out for want of a confirmation
LISTING = "exported-sha256.txt"  # everything below data/ but the ledger's, as sha256sum writes it
SIZES = (1600, 320)  # longest sides of the derived copies, in px
FEW = 24  # photos up to which the report shows the larger copies
# For the case team only; none leaves unless a person adopts it with a reason (DESIGN §5.3).
OBSERVATIONS = frozenset(
    {
        *("too_far", "datum_mismatch_suspected", "capture_predates_report", "capture_predates_rectification"),
        *("exact_reuse", "near_duplicate", "processed_by_app", "clock_skew", "no_location"),
    }
)
JUDGED = "photo.observation_"
UNCONFIRMED = (PhotoStatus.PENDING_CONFIRMATION, PhotoStatus.DECLINED)  # nobody vouches for them: they stay here


def may_export(session, actor, hazard_id):
    """The hazard, if the actor may take its evidence away."""
    hazard = hazards.get(session, actor, hazard_id)
    permissions.in_office(actor, "export_bundle", hazard.office_id)
    case_teams.check_reader(session, actor, hazard)
    return hazard


def may_export_case(session, actor, case_id):
    """The case, if the actor may take its evidence away, and its hazards. Raises Conflict when there are none."""
    case = cases.get(session, actor, case_id)
    permissions.in_office(actor, "export_case_bundle", case.office_id)
    inside = [row.hazard_id for row in case.hazards if row.removed_at is None]
    if not inside:
        raise Conflict("case_without_hazards", number=case.number)
    return case, [may_export(session, actor, id_) for id_ in inside]


def visits(session, actor, hazard):
    """The outings on which the hazard was recorded, planned to be seen, or judged."""
    among = [
        select(model.inspection_id).where(model.hazard_id == hazard.id).scalar_subquery()
        for model in (Finding, InspectionHazard)
    ]
    concerned = or_(Inspection.id == hazard.inspection_id, *map(Inspection.id.in_, among))
    return list(session.scalars(visibility.inspections(session, actor).where(concerned).order_by(Inspection.id)))


def disputes(session, actor, hazard):
    query = visibility.disputes(session, actor).where(OwnershipDispute.hazard_id == hazard.id)
    return list(session.scalars(query.order_by(OwnershipDispute.opened_at, OwnershipDispute.id)))


def derivatives(session, actor, photo_ids) -> list[Derivative]:
    """The copies drawn from these photos, oldest first; a pair stands with the photo taken before."""
    query = visibility.derivatives(session, actor).where(Derivative.photo_id.in_(photo_ids))
    return list(session.scalars(query.order_by(Derivative.id)))


def timeline(session, actor, hazard) -> list[dict]:
    """What happened to the hazard as it may leave: without observations that nobody adopted."""
    events = map(_judged, timelines.of_hazard(session, actor, hazard.id))
    return [event | {"payload": shown(event["payload"])} for event in events if event]


def _judged(event):
    return judgements.outside(event) if event["type"].startswith(JUDGED) else event


def shown(payload):
    """A payload without the codes of observations."""
    if not payload or not OBSERVATIONS & set(payload.get("flags") or ()):
        return payload
    return payload | {"flags": [flag for flag in payload["flags"] if flag not in OBSERVATIONS]}


def custody(session, photo_ids) -> dict[UUID, list[dict]]:
    """Who received, read, changed or took each photo along, oldest first."""
    arrived = session.execute(select(Upload.id, Upload.photo_id).where(Upload.photo_id.in_(photo_ids)))
    photo_of = {("upload", id_): photo_id for id_, photo_id in arrived} | {("photo", id_): id_ for id_ in photo_ids}
    found = {id_: [] for id_ in photo_ids}
    rows = session.execute(
        select(Entry, EntrySubject.kind, EntrySubject.subject_id, Person.name)
        .join(EntrySubject, EntrySubject.seq == Entry.seq)
        .outerjoin(Person, Person.id == Entry.actor_id)
        .where(EntrySubject.kind.in_(("photo", "upload")), EntrySubject.subject_id.in_([id_ for _, id_ in photo_of]))
        .where(Entry.type.not_like(f"{JUDGED}%"))
        .order_by(Entry.seq)
    )
    for entry, kind, id_, name in rows:
        event = {
            "seq": entry.seq,
            "at": entry.at,
            "type": entry.type,
            "actor": entry.actor_id and {"id": entry.actor_id, "name": name},
            "office_id": entry.office_id,
        }
        found[photo_of[kind, id_]].append(event)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of some hazards, as dicts of JSON values, in the order of the hazards."""

    name: str  # of the bundle
    office: str
    office_id: UUID
    record: dict  # format, exported, hazards, photos, derivatives, records; of a case also that
    timeline: dict[str, list]  # by hazard id, by outing id, and by case id
    custody: dict[str, list]  # by photo id


@dataclass(frozen=True, slots=True)
class Prepared:
    """A bundle before it is entered in the ledger: its files below data/ and their digests."""

    told: Told
    files: dict[str, bags.Content]
    digests: dict[str, str]

    @property
    def seqs(self) -> set[int]:
        """The entries that the timeline and the custody lists name."""
        lists = (*self.told.timeline.values(), *self.told.custody.values())
        return {event["seq"] for events in lists for event in events}


def prepare(store, told: Told, report) -> Prepared:
    """Read every original through, name those that are not there, and write what is said of them.

    ``report(told, previews)`` gives the readable report as PDF; *previews* are paths of pictures by photo id.
    """
    files, digests, previews = {}, {}, {}
    size = SIZES[0] if len(told.record["photos"]) <= FEW else SIZES[1]
    for photo in told.record["photos"]:
        stem = photo["name"]
        photo["state"] = _state(store, photo, photo["status"])
        photo["path"] = photo["derivatives"] = None
        if photo["state"] != "included":
            continue
        photo["path"] = f"originals/{stem}{sniff.extension(photo['media_type'])}"
        files[photo["path"]] = store.path(photo["sha256"])
        digests[photo["path"]] = photo["sha256"]
        copies = {f"derivatives/{stem}-{side}.jpg": store.derived(photo["sha256"], side) for side in SIZES}
        copies = {path: copy for path, copy in copies.items() if copy}
        photo["derivatives"], files = sorted(copies), files | copies
        if shown_ := store.derived(photo["sha256"], size):
            previews[str(photo["id"])] = shown_
    for copy in told.record["derivatives"]:
        copy["state"], copy["path"] = _state(store, copy, PhotoStatus.PURGED if copy["purged_at"] else None), None
        if copy["state"] == "included":
            copy["path"] = f"derivatives/{copy['name']}{sniff.extension(copy['media_type'])}"
            files[copy["path"]], digests[copy["path"]] = store.path(copy["sha256"]), copy["sha256"]
    signed, known = bundle_records.files(store, told.record["records"])
    files, digests = files | signed, digests | known
    said = {"record.json": told.record, "timeline.json": told.timeline, "custody.json": told.custody}
    files |= {name: orjson.dumps(value, option=orjson.OPT_INDENT_2) for name, value in said.items()}
    files["report.pdf"] = report(told, previews)
    digests |= {path: bags.digest(content) for path, content in files.items() if path not in digests}
    files[LISTING] = bags.listing(digests)
    return Prepared(told, files, digests | {LISTING: bags.digest(files[LISTING])})


def _state(store, file, status):
    if status == PhotoStatus.PURGED:
        return "withheld"
    if status in UNCONFIRMED:
        return "unconfirmed"
    try:
        store.verify(file["sha256"])
    except Damaged:
        return "missing"
    return "included"


def export(session, actor, prepared: Prepared, purpose: str | None) -> int:
    """Enter that these files are about to be handed out; the number of the entry."""
    record = prepared.told.record
    out = {
        kind: [file["id"] for file in record[f"{kind}s"] if file["state"] == "included"]
        for kind in ("photo", "derivative")
    }
    subjects = [("hazard", hazard["id"]) for hazard in record["hazards"]]
    subjects += [(kind, id_) for kind, ids in out.items() for id_ in ids]
    subjects += [("case", record["case"]["id"])] if "case" in record else []
    payload = {"listing": prepared.digests[LISTING], "purpose": purpose}
    payload |= {"originals": len(out["photo"]), "derivatives": len(out["derivative"])}
    payload["records"] = len(record["records"])
    return ledger.append(session, actor, "hazard.exported", subjects, payload, office_id=prepared.told.office_id)
