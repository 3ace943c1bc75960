"""The story of the demonstration county, told in order of time: each act by the person whose job it is."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from geo import coordinates
from uploads import evidence, sniff

from .. import db, findings, hazards, inspections, moves, owner_notices, people, photos, responsibility
from ..clock_drafts import OwnerNoticeDraft
from ..drafts import (
    HazardDraft,
    MoveDraft,
    NoFix,
    OverrideDraft,
    PhotoDraft,
    Position,
)
from ..inspection_drafts import FinaliseDraft, FindingDraft, InspectionDraft, ParticipantDraft
from ..models import Person
from . import county, deliveries, examination, lawsuits, letters, paperwork, pictures, plan, quarrel

FIRST = "chengde-telecom"  # found on the joint inspection of the article
#   office      who records and closes  who checks and visits   who escalates
CREW = {
    "qingyun": ("prosecutor.qingyun", "prosecutor2.qingyun", "chief.qingyun"),
    "leling": ("prosecutor.leling", "prosecutor.leling", "prosecutor.leling"),
}
ALONE = "本院办案组仅一名检察官，经检察长同意由本人办理（示意）"
NOTES = {
    "dismiss": "现场复核，不作隐患处理（示意）。",
    "claim_fix": "收到书面回复，称已整改（示意）。",
    "escalate": "超期未实质整改，报请督促（示意）。",
}


class Clock:
    """The time that the story has reached."""

    def __init__(self):
        self.at = db.system_clock()

    def __call__(self):
        return self.at


def acts():
    today = db.legal_date(db.system_clock())
    return sorted(plan.acts(county.read()["hazards"], today) + lawsuits.acts(today) + letters.acts(today))


def play(database, store, folder, clock, told):
    """Play every act at its own time, each in its own transaction; *folder* is that of the keys."""
    stage = Stage(database, store, folder, clock, responsibility.Maps(), {}, {}, {})
    for act in acts():
        clock.at = act.at
        getattr(stage, act.verb)(act)
        told()


@dataclass(slots=True)
class Stage:
    """Where the story is played: the installation, and the ids of what has been recorded so far."""

    database: db.Database
    store: object
    folder: object
    clock: Clock
    maps: responsibility.Maps
    hazard_ids: dict[str, UUID]
    case_ids: dict[str, UUID]
    clue_ids: dict[str, UUID]

    def _do(self, username, act):
        """``act(session, actor)`` in one transaction, by the person of that name, or by a citizen (None)."""

        def run(session):
            person = session.scalar(select(Person).where(Person.username == username))
            return act(session, person and people.actor(session, person))

        return self.database.write(run)

    def _move(self, act, username, verb, **said):
        hazard_id = self.hazard_ids[act.key]
        draft = _said(MoveDraft, move=verb, **said)
        self._do(username, lambda session, actor: moves.move(session, actor, hazard_id, draft))

    def record(self, act):
        recorder, spot = CREW[act.spot["office"]][0], act.spot
        outing = self._joint_inspection(recorder) if act.key == FIRST else None
        draft = _said(
            HazardDraft,
            type=spot["type"],
            asset_kind=spot["asset_kind"],
            place_kind=spot["place_kind"],
            location=_location(spot),
            seen_at=self.clock.at,
            severity=spot["severity"],
            description=spot["description"],
            address=spot["address"],
            inspection_id=outing,
        )
        hazard, _ = self._do(recorder, lambda session, actor: hazards.record(session, actor, draft, self.maps))
        self.hazard_ids[act.key] = hazard.id
        for kind in ("near", "far") if spot["severity"] in ("critical", "high") else ("near",):
            self._photo(act, recorder, kind, fixed=False)
        if spot.get("owner_told"):
            notice = _said(OwnerNoticeDraft, how="call", who="值班室（示意）", at=self.clock.at)
            self._do(recorder, lambda session, actor: owner_notices.notify(session, actor, hazard.id, notice))
        if outing:
            finished = FinaliseDraft(note="联合巡查结束。")
            self._do(recorder, lambda session, actor: findings.finalise(session, actor, outing, finished, self.maps))
            examined = self._do(recorder, lambda session, actor: examination.play(session, actor, hazard.id, self.maps))
            paperwork.of_examination(self._do, self.store, examined)

    def _joint_inspection(self, host):
        """The outing of two levels and three offices (两级三院), with an invited guest."""

        def open_(session, actor):
            names = ("prosecutor.leling", "superior.dezhou")
            colleagues = session.scalars(select(Person).where(Person.username.in_(names))).all()
            guests = [_said(ParticipantDraft, person_id=person.id, duty="参加") for person in colleagues]
            guests.append(_said(ParticipantDraft, name="王建军", body="庆云县住房和城乡建设局", duty="特邀检察官助理"))
            title = "两级三院窨井盖联合巡查（示意）"
            draft = _said(InspectionDraft, kind="joint_inspection", title=title, participants=guests)
            return inspections.open_(session, actor, draft)[0].id

        return self._do(host, open_)

    def _photo(self, act, username, kind, fixed):
        spot, hazard_id = act.spot, self.hazard_ids[act.key]
        incoming = self.store.incoming(sniff.LIMITS["image/jpeg"])
        incoming.write(pictures.photograph(spot, kind, self.clock.at.astimezone(db.SHANGHAI), _place(spot), fixed))
        received = incoming.finish()
        file = evidence.examine(received, None)
        self.store.keep(received)
        draft = _said(PhotoDraft, kind=kind, captured_at=self.clock.at, provenance="captured_in_app")
        photo, _ = self._do(username, lambda session, actor: photos.attach(session, actor, hazard_id, draft, file))
        return photo.id

    def confirm(self, act):
        """Check the candidates, choose the regulator and confirm; without any, take the unknown owner's path."""
        checker, hazard_id = CREW[act.spot["office"]][1], self.hazard_ids[act.key]

        def choose(session, actor):
            hazard = hazards.get(session, actor, hazard_id)
            named = [row for row in hazard.responsibilities if row.agency_id]
            order = {"regulator": 0, "owner": 1, "territorial": 2}
            best = min(named, key=lambda row: order[row.role], default=None)
            if best is not None and best.role != "territorial":
                draft = _said(
                    OverrideDraft,
                    version=hazard.version,
                    role=best.role,
                    agency_id=best.agency_id,
                    reason="已与该单位核对职责（示意）。",
                )
                hazards.override(session, actor, hazard_id, draft, self.maps)
            return best is None or best.role == "territorial"

        unknown = self._do(checker, choose)
        self._move(act, checker, "confirm", **({"unknown_owner": True} if unknown else {}))

    def _quarrel(self, act):
        hazard_id = self.hazard_ids[act.key]
        checker = CREW[act.spot["office"]][1]
        self._do(checker, lambda session, actor: quarrel.play(session, actor, hazard_id, act, self.maps))

    dispute = guard = deny = call_meeting = _quarrel

    def case(self, act):
        if act.argument in deliveries.STEPS:
            day = db.legal_date(act.at)
            deliveries.play(self._do, self.store, act, self.case_ids[act.key], day)
            return
        step, who = (act, self.hazard_ids, self.case_ids.get(act.key)), lawsuits.doer(act)
        self.case_ids[act.key] = self._do(who, lambda session, actor: lawsuits.play(session, actor, *step))
        if act.argument == "recommend":
            paperwork.of_case(self._do, self.store, self.case_ids[act.key])

    def letter(self, act):
        key, step = act.spot["key"], (act, self.maps, self.folder, self.hazard_ids[FIRST])
        clue_id = self.clue_ids.get(key)
        self.clue_ids[key] = self._do(
            act.spot["who"], lambda session, actor: letters.play(session, actor, *step, clue_id)
        )

    def refer(self, act):
        checker, hazard_id = CREW[act.spot["office"]][1], self.hazard_ids[act.key]

        def chosen(session, actor):
            hazard = hazards.get(session, actor, hazard_id)
            rows = [row.agency_id for row in hazard.responsibilities if row.role == "territorial"]
            return hazard.regulator_id or hazard.owner_id or hazard.territorial_id or rows[0]

        agency_id = self._do(checker, chosen)
        self._move(act, checker, "refer", agency_id=agency_id, how="call", who="值班室张主任（示意）", at=self.clock.at)

    def claim_fix(self, act):
        day = db.legal_date(self.clock.at)
        checker = CREW[act.spot["office"]][1]
        self._move(act, checker, "claim_fix", claimed_on=day, by="责任单位（示意）", note=NOTES["claim_fix"])

    def visit(self, act):
        """A follow-up visit: open it, take a photo, judge, finalise."""
        visitor, hazard_id = CREW[act.spot["office"]][1], self.hazard_ids[act.key]
        draft = _said(InspectionDraft, kind="follow_up", title=f"回访：{act.spot['address']}", hazard_ids=[hazard_id])
        outing = self._do(visitor, lambda session, actor: inspections.open_(session, actor, draft)[0].id)
        fixed = act.argument == "fixed"
        photo_id = self._photo(act, visitor, "after", fixed=fixed)
        note = "现场核对，井盖平稳，防护到位（示意）。" if fixed else "现场核对，问题仍在（示意）。"
        finding = _said(FindingDraft, hazard_id=hazard_id, verdict=act.argument, note=note, photo_ids=[photo_id])
        self._do(visitor, lambda session, actor: findings.record(session, actor, outing, finding))
        self._do(visitor, lambda session, actor: findings.finalise(session, actor, outing, FinaliseDraft(), self.maps))

    def close(self, act):
        closer, checker, _ = CREW[act.spot["office"]]
        verified_here = closer == checker or act.spot.get("fixed_on_spot")
        said = {"alone_reason": ALONE} if closer == checker else {}
        self._move(act, checker if verified_here else closer, "close", **said)

    def fix_on_spot(self, act):
        recorder, checker, _ = CREW[act.spot["office"]]
        self._photo(act, recorder, "after", fixed=True)

        def officers(session, actor):
            return session.scalars(select(Person.id).where(Person.username.in_((recorder, checker)))).all()

        present = list(self._do(recorder, officers))
        self._move(act, recorder, "fix_on_spot", officers=present, by="现场施工人员（示意）", note=act.spot["note"])

    def escalate(self, act):
        self._move(act, CREW[act.spot["office"]][2], "escalate", note=NOTES["escalate"])

    def dismiss(self, act):
        recorder, checker, _ = CREW[act.spot["office"]]
        said = {"alone_reason": ALONE} if recorder == checker else {}
        self._move(act, checker, "dismiss", note=act.spot.get("note") or NOTES["dismiss"], **said)

    def transfer(self, act):
        to = {"dezhou": "德州市人民检察院"}.get(act.spot.get("to"), act.spot.get("to"))
        checker = CREW[act.spot["office"]][1]
        self._move(act, checker, "transfer", receiving_body=to, note=act.spot.get("note", ""))

    def mark_duplicate(self, act):
        checker, master = CREW[act.spot["office"]][1], self.hazard_ids[act.spot["master"]]
        self._move(act, checker, "mark_duplicate", master_id=master, note=act.spot["note"])


def _said(shape, **values):
    """A draft from plain data, where a kind may be given by its name."""
    return shape.model_validate(values, strict=False)


def _location(spot):
    if spot["lon"] is None:
        return NoFix(no_fix_reason=spot["no_fix_reason"])
    return _said(
        Position,
        lon=spot["lon"],
        lat=spot["lat"],
        datum=coordinates.Datum(spot["datum"]),
        accuracy_m=spot["accuracy_m"],
        source=spot["source"],
    )


def _place(spot):
    """Where the camera stood, WGS 84: at the spot itself."""
    if spot["lon"] is None:
        return None
    return coordinates.to_wgs84(spot["lon"], spot["lat"], coordinates.Datum(spot["datum"]))
