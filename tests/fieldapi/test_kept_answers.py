"""Answers are kept once for all hazards that have them; those of an earlier version, candidate by candidate, too."""

import pytest
from sqlalchemy import func, select, text

from inspections import migrations
from inspections.models import Entry, KeptAnswer
from tests.handover import BEFORE, BESIDE_THE_SCHOOL, FAR_AWAY, apply, computed, hand_over
from tests.steps import agency

pytestmark = pytest.mark.slow  # jobs


def ledger(database):
    with database.read() as session:
        return session.execute(select(Entry.seq, Entry.canonical, Entry.payload).order_by(Entry.seq)).all()


def rows(database):
    with database.read() as session:
        kept = "role, source, reason, superseded_at IS NULL, reassignment_id"
        return sorted(map(str, session.execute(text(f"SELECT hazard_id, position, {kept} FROM responsibility"))))


def test_two_hazards_at_one_place_share_an_answer(database, li):
    li.record(location=BESIDE_THE_SCHOOL)
    li.record(location=BESIDE_THE_SCHOOL)

    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(KeptAnswer)) == 1


def test_what_an_earlier_version_kept_candidate_by_candidate_is_told_as_before(database, li, chen, work):
    handed_over, moved = li.record(location=BESIDE_THE_SCHOOL), li.record(location=BESIDE_THE_SCHOOL)
    choice = {"version": 1, "role": "owner", "agency_id": agency(li, BEFORE), "reason": "井盖铸有标识"}
    moved = li.put(f"/hazards/{moved['id']}/responsibilities", choice)
    li.patch(f"/hazards/{moved['id']}", {"version": moved["version"], "location": FAR_AWAY})
    hand_over(database)
    apply(chen, computed(chen, work))
    work()

    def story():
        return [li.get(f"/hazards/{row['id']}{part}") for row in (handed_over, moved) for part in ("", "/timeline")]

    before, entries = story(), ledger(database)
    migrations.downgrade(database, "0020")
    earlier = rows(database)
    migrations.upgrade(database)

    assert (story(), ledger(database)) == (before, entries)
    assert any(event["type"] == "reassignment.applied" for event in before[1]["items"])
    migrations.downgrade(database, "0020")
    assert rows(database) == earlier
    migrations.upgrade(database)
