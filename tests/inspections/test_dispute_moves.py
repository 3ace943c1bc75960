"""The table of disputes, walked whole: every verb from every state by every role, and every need."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import select

from inspections import dispute_moves, hazards, people
from inspections.db import Database, new_id
from inspections.dispute_drafts import DisputeMoveDraft
from inspections.dispute_moves import Facts
from inspections.drafts import HazardDraft
from inspections.errors import Conflict, Invalid, NotAllowed
from inspections.models import Agency, DisputeState, DisputeStep, DisputeVerb, Person, Photo, PhotoStatus, Role, Status
from inspections.models.disputes import OwnershipDispute
from inspections.models.hazards import ENDED
from inspections.people import Actor, Held
from inspections.responsibility import Maps

MORNING = datetime(2026, 6, 29, 2, 5, tzinfo=UTC)
OPEN = "claimed contested conference_scheduled designated appealed"

#  verb                  from                                             to (None: stays)
DOMAIN = {
    "deny": ("claimed contested conference_scheduled", None),
    "schedule_conference": ("contested conference_scheduled", "conference_scheduled"),
    "acknowledge": ("claimed contested conference_scheduled appealed", "accepted"),
    "designate": ("claimed contested conference_scheduled appealed", "designated"),
    "accept": ("designated", "accepted"),
    "appeal": ("designated", "appealed"),
    "guard": (OPEN, None),
    "withdraw": (f"{OPEN} accepted", "withdrawn"),
}
STAFF = {"prosecutor", "assistant_prosecutor", "clerk", "department_head", "deputy_chief", "chief_prosecutor"}
BY_CLERKS_TOO = {"deny", "schedule_conference", "guard"}


def may(verb, role):
    return role in STAFF and (role != "clerk" or verb in BY_CLERKS_TOO)


@dataclass(frozen=True)
class Scene:
    """A hazard in the demonstration county with one stored drawing, and the agencies around it."""

    database: Database
    maps: Maps
    office_id: UUID
    hazard_id: UUID
    photo_id: UUID
    handler: Actor
    agencies: dict

    def actor(self, role):
        held = (
            Held(role, agency_id=self.agencies["housing_qingyun"])
            if role is Role.AGENCY_LIAISON
            else Held(role, self.office_id, "/")
        )
        return Actor(self.handler.person_id, "prosecutor2.qingyun", "孙立群", (held,))

    def dispute(self, state, denied=(), **changes):
        steps = [DisputeStep(verb=DisputeVerb.DENY, agency_id=self.agencies[key]) for key in denied]
        values = {"hazard_id": self.hazard_id, "version": 3, "state": state, "extends_to": [], "steps": steps}
        return OwnershipDispute(**values | changes)

    def said(self, verb, **changes):
        """All that *verb* can need; None leaves a field out."""
        denial = {"agency_id": self.agencies["water_company_qingyun"], "photo_id": self.photo_id, "note": "不是我们的"}
        words = {
            "deny": denial,
            "schedule_conference": {"by_agency_id": self.agencies["town_371423001"], "on": date(2026, 7, 3)},
            "acknowledge": denial | {"note": "经核对图纸，属本单位"},
            "designate": {
                "agency_id": self.agencies["water_company_qingyun"],
                "by_agency_id": self.agencies["town_371423001"],
                "document_no": "示意街办〔2026〕12号",
                "on": date(2026, 6, 29),
            },
            "accept": {"note": "书面回复接受指定"},
            "appeal": {"note": "认为应由小区物业管护"},
            "guard": {"by": "街道网格员", "at": MORNING, "photo_id": self.photo_id},
            "withdraw": {"note": "登记有误"},
        }
        named = {name: value for name, value in (words[verb] | changes).items() if value is not None}
        return DisputeMoveDraft.model_validate({"move": verb, **named}, strict=False)

    def with_hazard(self, act, *, status=Status.CONFIRMED, lon=117.385):
        """``act(session, hazard)`` on a hazard with the drawing, in a transaction that leaves nothing behind."""

        class Undone(Exception):
            pass

        def run(session):
            hazard = hazards.get(session, self.handler, self.hazard_id)
            hazard.status, hazard.lon = status, lon
            hazard.photos = [Photo(id=self.photo_id, status=PhotoStatus.ACCEPTED)]
            try:
                outcome.append(act(session, hazard))
            finally:
                session.expunge_all()
            raise Undone

        outcome = []
        with pytest.raises(Undone):
            self.database.write(run)
        return outcome[0]

    def move(self, dispute, actor, draft, **how):
        return self.with_hazard(
            lambda session, hazard: (
                dispute_moves.advance(Facts(session, hazard, dispute, actor, draft, self.maps.current(session)))
                and hazard.owner_id
            ),
            **how,
        )

    def refused(self, kind, dispute, actor, draft, **how):
        """The refusal of that *kind*."""

        def act(session, hazard):
            with pytest.raises(kind) as refusal:
                dispute_moves.advance(Facts(session, hazard, dispute, actor, draft, self.maps.current(session)))
            return refusal.value

        before = dispute.state
        refusal = self.with_hazard(act, **how)
        assert dispute.state == before
        return refusal

    def offered(self, dispute, actor, **how):
        return self.with_hazard(lambda session, hazard: dispute_moves.moves_for(session, hazard, dispute, actor), **how)


@pytest.fixture(scope="module")
def scene(sqlite_template, tmp_path_factory):
    copy = tmp_path_factory.mktemp("disputes") / "lanjian.db"
    shutil.copy(sqlite_template, copy)
    database = Database(f"sqlite:///{copy}", lambda: MORNING)
    yield database.write(lambda session: _scene(session, database))
    database.close()


def _scene(session, database):
    person = session.scalar(select(Person).where(Person.username == "prosecutor2.qingyun"))
    handler = people.actor(session, person)
    place = {"lon": 117.385, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
    said = {"type": "manhole.broken", "asset_kind": "water_supply", "location": place, "seen_at": MORNING}
    draft, maps = HazardDraft.model_validate(said, strict=False), Maps()
    hazard, _ = hazards.record(session, handler, draft, maps)
    agencies = dict(session.execute(select(Agency.key, Agency.id)).all())
    return Scene(database, maps, hazard.office_id, hazard.id, new_id(), handler, agencies)


def test_the_table_is_that_of_the_domain():
    found = {}
    for move in dispute_moves.MOVES:
        sources, target = found.get(move.verb, (set(), None))
        found[move.verb] = (sources | set(move.sources), target if move.verb == "deny" else move.target)

    assert found == {verb: (set(sources.split()), target) for verb, (sources, target) in DOMAIN.items()}
    assert set(DOMAIN) == set(DisputeVerb)
    for move in dispute_moves.MOVES:
        assert {role for role in Role if may(move.verb, role)} == set(move.roles), move.verb


@pytest.mark.parametrize("verb", DOMAIN)
def test_a_move_is_possible_just_when_the_table_says_so(scene, subtests, verb):
    for state, role in product(DisputeState, Role):
        with subtests.test(verb, state=state, role=role):
            move_or_be_refused(scene, verb, state, role)


def move_or_be_refused(scene, verb, state, role):
    dispute, actor = scene.dispute(state), scene.actor(role)
    sources, target = DOMAIN[verb]
    now = state in sources.split()
    assert (verb in scene.offered(dispute, actor)) == (may(verb, role) and now)

    if may(verb, role) and now:
        scene.move(dispute, actor, scene.said(verb))
        assert dispute.state == (target or state)
        return
    refusal = scene.refused(Conflict if may(verb, role) else NotAllowed, dispute, actor, scene.said(verb))
    if may(verb, role):
        assert refusal.code == "illegal_dispute_move"
        assert refusal.extra == {"moves": scene.offered(dispute, actor), "dispute_state": state}
    else:
        assert refusal.code == ("role_may_not" if role is not Role.AGENCY_LIAISON else "not_handling_office")


@pytest.mark.parametrize(
    ("denied", "state"),
    [
        ((), "claimed"),
        (("water_company_qingyun",), "claimed"),  # the same agency again
        (("school_chengde",), "contested"),
        (("school_chengde", "water_company_qingyun"), "contested"),
    ],
)
def test_two_different_agencies_that_deny_make_it_contested(scene, denied, state):
    dispute = scene.dispute(DisputeState.CLAIMED, denied)

    scene.move(dispute, scene.actor(Role.CLERK), scene.said("deny"))

    assert dispute.state == state


#  verb                  what is said otherwise                      path              code
NEEDS = [
    ("deny", {"agency_id": None}, "agency_id", "required"),
    ("deny", {"agency_id": new_id()}, "agency_id", "unknown_agency"),
    ("deny", {"photo_id": None}, "photo_id", "document_required"),
    ("deny", {"photo_id": new_id()}, "photo_id", "no_accepted_photo"),
    ("deny", {"note": None}, "note", "required"),
    ("deny", {"note": " \n"}, "note", "required"),
    ("schedule_conference", {"by_agency_id": None}, "by_agency_id", "required"),
    ("schedule_conference", {"by_agency_id": new_id()}, "by_agency_id", "unknown_agency"),
    ("schedule_conference", {"on": None}, "on", "required"),
    ("schedule_conference", {"on": date(2027, 7, 1)}, "on", "over_a_year_ahead"),
    ("schedule_conference", {"on": date.max}, "on", "over_a_year_ahead"),
    ("schedule_conference", {"on": date(2026, 6, 28)}, "on", "before_it_was_seen"),
    ("acknowledge", {"agency_id": None}, "agency_id", "required"),
    ("acknowledge", {"agency_id": new_id()}, "agency_id", "unknown_agency"),
    ("acknowledge", {"photo_id": new_id()}, "photo_id", "no_accepted_photo"),
    ("acknowledge", {"note": None}, "note", "required"),
    ("designate", {"agency_id": None}, "agency_id", "required"),
    ("designate", {"agency_id": new_id()}, "agency_id", "unknown_agency"),
    ("designate", {"by_agency_id": None}, "by_agency_id", "required"),
    ("designate", {"document_no": None}, "document_no", "required"),
    ("designate", {"on": None}, "on", "required"),
    ("designate", {"on": date(2026, 6, 30)}, "on", "in_the_future"),
    ("designate", {"on": date(2026, 6, 28)}, "on", "before_it_was_seen"),
    ("designate", {"photo_id": new_id()}, "photo_id", "no_accepted_photo"),
    ("accept", {"note": None}, "note", "required"),
    ("accept", {"photo_id": new_id()}, "photo_id", "no_accepted_photo"),
    ("appeal", {"note": None}, "note", "required"),
    ("appeal", {"photo_id": new_id()}, "photo_id", "no_accepted_photo"),
    ("guard", {"by": None}, "by", "required"),
    ("guard", {"at": None}, "at", "required"),
    ("guard", {"at": MORNING + timedelta(hours=24, seconds=1)}, "at", "in_the_future"),
    ("guard", {"at": MORNING - timedelta(seconds=1)}, "at", "before_it_was_seen"),
    ("guard", {"photo_id": None}, "photo_id", "document_required"),
    ("guard", {"photo_id": new_id()}, "photo_id", "no_accepted_photo"),
    ("withdraw", {"note": None}, "note", "required"),
]


@pytest.mark.parametrize(("verb", "said", "path", "code"), NEEDS)
def test_what_a_move_needs_is_named_when_it_is_missing(scene, verb, said, path, code):
    dispute = scene.dispute(DisputeState(DOMAIN[verb][0].split()[-1]))

    refusal = scene.refused(Invalid, dispute, scene.actor(Role.PROSECUTOR), scene.said(verb, **said))

    assert [(field.path, field.code) for field in refusal.fields] == [(path, code)]
    assert verb in scene.offered(dispute, scene.actor(Role.PROSECUTOR))


STRANGE = {
    "agency_id": new_id(),
    "by_agency_id": new_id(),
    "by": "网格员",
    "at": MORNING,
    "on": date(2026, 6, 29),
    "document_no": "〔2026〕1号",
    "photo_id": new_id(),
}


@pytest.mark.parametrize("verb", DOMAIN)
def test_a_field_that_the_move_does_not_take_is_refused(scene, verb):
    takes = {name for move in dispute_moves.MOVES if move.verb == verb for name in move.takes}
    for name in STRANGE.keys() - takes:
        dispute = scene.dispute(DisputeState(DOMAIN[verb][0].split()[0]))
        said = scene.said(verb, **{name: STRANGE[name]})
        refusal = scene.refused(Invalid, dispute, scene.actor(Role.PROSECUTOR), said)
        assert [(field.path, field.code) for field in refusal.fields] == [(name, "not_for_this_move")]


@pytest.mark.parametrize("status", sorted(ENDED))
def test_while_its_hazard_is_ended_a_dispute_rests(scene, status):
    dispute, actor = scene.dispute(DisputeState.CONTESTED), scene.actor(Role.PROSECUTOR)

    assert scene.offered(dispute, actor, status=status) == []
    assert scene.refused(Conflict, dispute, actor, scene.said("withdraw"), status=status).code == "record_ended"
    assert scene.offered(dispute, actor)


def test_a_stale_version_is_told_before_an_illegal_move(scene):
    dispute = scene.dispute(DisputeState.WITHDRAWN)

    refusal = scene.refused(Conflict, dispute, scene.actor(Role.PROSECUTOR), scene.said("accept", version=2))

    assert (refusal.code, refusal.extra) == ("stale_version", {"version": 3})
