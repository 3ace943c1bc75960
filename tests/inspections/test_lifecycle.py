"""The table of moves, walked whole: every verb from every status by every role."""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import func, select

from inspections import hazards, people
from inspections.db import Database, new_id
from inspections.drafts import HazardDraft, MoveDraft
from inspections.errors import Conflict, Invalid, NotAllowed
from inspections.lifecycle import MOVES, advance, moves_for
from inspections.models import Agency, FollowUp, Hazard, Person, Photo, PhotoKind, PhotoStatus, Role, Status, Verdict
from inspections.people import Actor, Held
from inspections.responsibility import Maps

MORNING = datetime(2026, 6, 29, 2, 5, tzinfo=UTC)

DESIGN = {
    "confirm": ("recorded", "confirmed"),
    "dismiss": ("recorded confirmed", "dismissed"),
    "transfer": ("recorded confirmed", "out_of_jurisdiction"),
    "mark_duplicate": ("recorded confirmed referred", "duplicate"),
    "refer": ("confirmed", "referred"),
    "fix_on_spot": ("recorded confirmed", "verified_fixed"),
    "claim_fix": ("referred escalated", "claimed_fixed"),
    "verify_fix": ("confirmed referred claimed_fixed escalated", "verified_fixed"),
    "send_back": ("claimed_fixed verified_fixed", "referred"),
    "escalate": ("referred claimed_fixed", "escalated"),
    "close": ("verified_fixed", "closed"),
}
PROSECUTORS = {"prosecutor", "assistant_prosecutor", "department_head", "deputy_chief", "chief_prosecutor"}
BY = {"claim_fix": PROSECUTORS | {"agency_liaison"}, "escalate": {"deputy_chief", "chief_prosecutor"}}


@dataclass(frozen=True)
class Scene:
    """The demonstration county, in which two hazards were recorded, and its people."""

    database: Database
    office_id: UUID
    agency_id: UUID
    hazard_id: UUID
    master_id: UUID
    recorder_id: UUID
    colleague_id: UUID
    liaison_id: UUID

    def actor(self, role, **changes):
        """Somebody else than the recorder who holds *role* in the handling office, or for the agency in charge."""
        held = (
            Held(role, self.office_id, "/") if role is not Role.AGENCY_LIAISON else Held(role, agency_id=self.agency_id)
        )
        return replace(Actor(self.colleague_id, "prosecutor2.qingyun", "孙立群", (held,)), **changes)

    def hazard(self, status, **changes):
        """A hazard in *status* whose record holds all that any move asks of the record; never written anywhere."""
        values = {
            "id": self.hazard_id,
            "status": status,
            "version": 3,
            "office_id": self.office_id,
            "referred_to_id": self.agency_id,
            "owner_id": self.agency_id,
            "recorded_by_id": self.recorder_id,
            "verified_by_id": self.recorder_id,
            "last_verdict": Verdict.FIXED,
            "photos": [Photo(kind=PhotoKind.AFTER, status=PhotoStatus.ACCEPTED)],
        }
        return Hazard(**values | changes)

    def said(self, verb, **changes):
        """All that *verb* can need; None leaves a field out."""
        words = {
            "dismiss": {"note": "不是隐患"},
            "transfer": {"receiving_body": "沧州市盐山县人民检察院"},
            "mark_duplicate": {"master_id": self.master_id, "note": "同一口井"},
            "refer": {"agency_id": self.agency_id, "how": "call", "who": "张主任", "at": MORNING},
            "fix_on_spot": {"officers": [self.recorder_id, self.colleague_id], "by": "现场施工人员"},
            "claim_fix": {"claimed_on": date(2026, 6, 29), "by": "综合行政执法局", "note": "书面回复"},
            "send_back": {"note": "网已脱落"},
        }
        values = words.get(verb, {}) | changes
        named = {name: value for name, value in values.items() if value is not None}
        return MoveDraft.model_validate({"move": verb, **named}, strict=False)

    def move(self, hazard, actor, draft):
        return self.database.write(lambda session: advance(session, hazard, actor, draft))

    def offered(self, hazard, actor):
        with self.database.read() as session:
            return moves_for(hazard, actor, session)

    def planned_visits(self):
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(FollowUp))


@pytest.fixture(scope="module")
def scene(sqlite_template, tmp_path_factory):
    copy = shutil.copy(sqlite_template, tmp_path_factory.mktemp("lifecycle") / "lanjian.db")
    database = Database(f"sqlite:///{copy}", lambda: MORNING)
    yield database.write(lambda session: _scene(session, database))
    database.close()


def _scene(session, database):
    names = ("prosecutor.qingyun", "prosecutor2.qingyun", "liaison.chengguan")
    recorder, colleague, liaison = (session.scalar(select(Person).where(Person.username == name)) for name in names)
    actor, maps = people.actor(session, recorder), Maps()
    one, two = (hazards.record(session, actor, _draft(), maps)[0] for _ in range(2))
    return Scene(
        database=database,
        office_id=one.office_id,
        agency_id=session.scalar(select(Agency.id).where(Agency.key == "urban_management_qingyun")),
        hazard_id=one.id,
        master_id=two.id,
        recorder_id=recorder.id,
        colleague_id=colleague.id,
        liaison_id=liaison.id,
    )


def _draft():
    place = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "source": "gnss"}
    said = {"type": "manhole.net_missing", "location": place, "seen_at": MORNING}
    return HazardDraft.model_validate(said, strict=False)


def test_the_table_is_the_table_of_the_design():
    assert {verb: (set(move.sources), move.target) for verb, move in MOVES.items()} == {
        verb: (set(sources.split()), target) for verb, (sources, target) in DESIGN.items()
    }
    assert {verb: set(move.roles) for verb, move in MOVES.items()} == {
        verb: BY.get(verb, PROSECUTORS) for verb in DESIGN
    }


@pytest.mark.slow
def test_a_move_is_possible_just_when_the_design_says_so(scene, subtests):
    for verb, status, role in product(DESIGN, Status, Role):
        with subtests.test(f"{verb} from {status} by {role}"):
            hazard, actor = scene.hazard(status), scene.actor(role)
            sources, target = DESIGN[verb]
            may, now = role in BY.get(verb, PROSECUTORS), status in sources.split()
            assert (verb in scene.offered(hazard, actor)) == (may and now)
            if may and now:
                scene.move(hazard, actor, scene.said(verb))
                assert hazard.status == target
                continue
            before = vars(hazard).copy()
            with pytest.raises(Conflict if may else NotAllowed) as refusal:
                scene.move(hazard, actor, scene.said(verb))
            assert vars(hazard) == before
            assert refusal.value.code == ("illegal_move" if may else "role_may_not")
            if may:
                assert refusal.value.extra == {"moves": scene.offered(hazard, actor), "hazard_status": status}


#  verb              what is missing from the record           what is left unsaid                  code and path
NEEDS = [
    ("confirm", {"photos": []}, {}, "photo_or_reason", "note"),
    ("confirm", {"owner_id": None}, {}, "agency_or_unknown_owner", "unknown_owner"),
    ("dismiss", {}, {"note": " \n"}, "required", "note"),
    ("transfer", {}, {"receiving_body": None}, "required", "receiving_body"),
    ("mark_duplicate", {}, {"master_id": None}, "required", "master_id"),
    ("mark_duplicate", {}, {"note": " \n"}, "required", "note"),
    ("refer", {}, {"agency_id": None}, "required", "agency_id"),
    ("refer", {}, {"how": None}, "required", "how"),
    ("refer", {}, {"who": None}, "required", "who"),
    ("refer", {}, {"at": None}, "required", "at"),
    ("refer", {}, {"at": MORNING + timedelta(hours=24, seconds=1)}, "in_the_future", "at"),
    ("refer", {}, {"agency_id": new_id()}, "unknown_agency", "agency_id"),
    ("fix_on_spot", {"photos": []}, {}, "after_photo", "move"),
    ("fix_on_spot", {}, {"officers": None}, "two_officers", "officers"),
    ("fix_on_spot", {}, {"officers": []}, "two_officers", "officers"),
    ("fix_on_spot", {}, {"officers": [new_id(), new_id()]}, "unknown_person", "officers"),
    ("fix_on_spot", {}, {"by": None}, "required", "by"),
    ("claim_fix", {}, {"claimed_on": None}, "required", "claimed_on"),
    ("claim_fix", {}, {"claimed_on": date(2026, 6, 30)}, "in_the_future", "claimed_on"),
    ("claim_fix", {}, {"by": None}, "required", "by"),
    ("claim_fix", {}, {"note": None}, "required", "note"),
    ("verify_fix", {"last_verdict": None}, {}, "visit_found_fixed", "move"),
    ("verify_fix", {"last_verdict": Verdict.PARTLY_FIXED}, {}, "visit_found_fixed", "move"),
    ("send_back", {}, {"note": None}, "visit_or_reason", "note"),
]


@pytest.mark.parametrize(("verb", "record", "said", "code", "path"), NEEDS)
def test_what_a_move_needs_is_named_when_it_is_missing(scene, verb, record, said, code, path):
    status = Status(DESIGN[verb][0].split()[0])
    hazard, actor, visits = scene.hazard(status, **record), scene.actor(Role.PROSECUTOR), scene.planned_visits()

    with pytest.raises(Invalid) as refusal:
        scene.move(hazard, actor, scene.said(verb, **said))

    assert [(field.path, field.code) for field in refusal.value.fields] == [(path, code)]
    assert hazard.status is status
    assert scene.planned_visits() == visits
    only_the_record_can = path == "move"
    assert (verb in scene.offered(hazard, actor)) != only_the_record_can


def test_all_that_is_missing_is_said_at_once(scene):
    with pytest.raises(Invalid) as refusal:
        scene.move(scene.hazard(Status.CONFIRMED), scene.actor(Role.PROSECUTOR), MoveDraft(move="refer"))

    assert [field.path for field in refusal.value.fields] == ["agency_id", "how", "who", "at"]


STRANGE = {
    "alone_reason": "本院仅一名检察官",
    "unknown_owner": True,
    "receiving_body": "盐山县人民检察院",
    "master_id": new_id(),
    "agency_id": new_id(),
    "how": "slip",
    "who": "张主任",
    "at": MORNING,
    "officers": [new_id()],
    "claimed_on": date(2026, 6, 29),
    "by": "综合行政执法局",
}


@pytest.mark.parametrize("verb", DESIGN)
def test_a_field_that_the_move_does_not_take_is_refused(scene, verb):
    status = Status(DESIGN[verb][0].split()[0])
    for name in STRANGE.keys() - MOVES[verb].takes:
        hazard = scene.hazard(status)
        with pytest.raises(Invalid) as refusal:
            scene.move(hazard, scene.actor(Role.CHIEF_PROSECUTOR), scene.said(verb, **{name: STRANGE[name]}))
        assert [(field.path, field.code) for field in refusal.value.fields] == [(name, "not_for_this_move")]
        assert hazard.status is status


@pytest.mark.parametrize(
    ("verb", "status", "code"),
    [("dismiss", Status.RECORDED, "not_by_recorder"), ("close", Status.VERIFIED_FIXED, "not_by_verifier")],
)
def test_who_did_the_step_before_acts_alone_only_with_a_reason(scene, verb, status, code):
    hazard, recorder = scene.hazard(status), scene.actor(Role.PROSECUTOR, person_id=scene.recorder_id)

    with pytest.raises(Invalid) as refusal:
        scene.move(hazard, recorder, scene.said(verb))
    scene.move(hazard, recorder, scene.said(verb, alone_reason="本院办案组仅一名检察官"))

    assert [(field.path, field.code) for field in refusal.value.fields] == [("alone_reason", code)]
    assert hazard.status == DESIGN[verb][1]


def test_a_liaison_claims_only_what_was_referred_to_the_own_agency(scene):
    liaison, elsewhere = scene.actor(Role.AGENCY_LIAISON), scene.hazard(Status.REFERRED, referred_to_id=new_id())

    assert scene.offered(scene.hazard(Status.REFERRED), liaison) == ["claim_fix"]
    assert scene.offered(elsewhere, liaison) == []
    with pytest.raises(NotAllowed):
        scene.move(elsewhere, liaison, scene.said("claim_fix"))


def test_officers_present_must_be_staff(scene):
    hazard, officers = scene.hazard(Status.RECORDED), [scene.recorder_id, scene.liaison_id]

    with pytest.raises(Invalid) as refusal:
        scene.move(hazard, scene.actor(Role.PROSECUTOR), scene.said("fix_on_spot", officers=officers))

    assert [field.code for field in refusal.value.fields] == ["unknown_person"]


def test_who_may_not_is_told_so_before_that_the_version_is_stale(scene):
    with pytest.raises(NotAllowed):
        scene.move(scene.hazard(Status.RECORDED), scene.actor(Role.CLERK), scene.said("confirm", version=1))


def test_a_stale_version_is_told_before_an_illegal_move(scene):
    with pytest.raises(Conflict) as refusal:
        scene.move(scene.hazard(Status.CLOSED), scene.actor(Role.PROSECUTOR), scene.said("confirm", version=1))

    assert (refusal.value.code, refusal.value.extra) == ("stale_version", {"version": 3})


def test_an_unknown_move_is_told_which_ones_there_are(scene):
    with pytest.raises(Invalid) as refusal:
        scene.move(scene.hazard(Status.RECORDED), scene.actor(Role.PROSECUTOR), MoveDraft(move="bury"))

    assert refusal.value.fields[0].details == {"allowed": ", ".join(DESIGN)}


@pytest.mark.parametrize("verb", ["claim_fix", "send_back"])
def test_what_an_earlier_visit_found_fixed_does_not_answer_a_later_claim(scene, verb):
    status = Status(DESIGN[verb][0].split()[0])
    hazard, actor = scene.hazard(status), scene.actor(Role.PROSECUTOR)

    scene.move(hazard, actor, scene.said(verb))

    assert "verify_fix" not in scene.offered(hazard, actor)
