"""Many people at the same moment: one of them acts, the others are told, and nothing is lost or counted twice."""

from functools import partial

import pytest
from sqlalchemy import select

from inspections.models import LedgerHead
from tests.case_steps import LAW_AGENCY, act, clue
from tests.crowd import at_once, twin
from tests.dispute_steps import SCHOOL, WATER, broken_valve, opened
from tests.people import rule
from tests.steps import again, agency

pytestmark = pytest.mark.slow

TOGETHER = 8


def ledger_size(database):
    with database.read() as session:
        return session.scalar(select(LedgerHead.size))


def status_of(person, path, body):
    response = person.client.post(f"/api/v1{path}", json=body, headers=person.headers)
    return response.status_code


def test_of_eight_people_who_make_the_same_move_one_makes_it(li, database):
    hazard, said = li.record(), {"move": "confirm", "note": "夜间", "unknown_owner": True}
    before = ledger_size(database)

    statuses = at_once([partial(status_of, twin(li), f"/hazards/{hazard['id']}/moves", said) for _ in range(TOGETHER)])

    assert statuses == [200] + [409] * (TOGETHER - 1)
    assert ledger_size(database) == before + 1
    assert again(li, hazard)["version"] == hazard["version"] + 1


def test_of_two_hazards_only_one_becomes_the_duplicate_of_the_other(li, sun):
    one, two = li.record(), li.record()

    def mark(who, hazard, master):
        said = {"move": "mark_duplicate", "master_id": master["id"], "note": "同一口井"}
        return status_of(who, f"/hazards/{hazard['id']}/moves", said)

    statuses = at_once([partial(mark, twin(li), one, two), partial(mark, twin(sun), two, one)])

    assert statuses == [200, 422]
    assert sorted(again(li, hazard)["status"] for hazard in (one, two)) == ["duplicate", "recorded"]


def test_hazards_recorded_at_once_are_numbered_without_gaps_or_twins(li):
    def record(who):
        return int(who.record()["number"].removeprefix("371423-2026-H"))

    numbers = at_once([partial(record, twin(li)) for _ in range(TOGETHER)])

    assert numbers == [*range(1, TOGETHER + 1)]


def test_of_two_denials_at_once_both_count(li, sun):
    hazard, drawing = broken_valve(li)
    opened(li, hazard)

    def deny(who, name):
        said = {"move": "deny", "agency_id": agency(li, name), "photo_id": drawing["id"], "note": "不是本单位的。"}
        return status_of(who, f"/hazards/{hazard['id']}/dispute/moves", said)

    statuses = at_once([partial(deny, twin(li), WATER), partial(deny, twin(sun), SCHOOL)])

    dispute = li.get(f"/hazards/{hazard['id']}/dispute")
    assert statuses == [200, 200]
    assert (dispute["state"], len(dispute["steps"]), dispute["version"]) == ("contested", 2, 3)


def test_of_eight_disputes_opened_at_once_one_is(li):
    path = f"/hazards/{li.record()['id']}/dispute"

    statuses = at_once([partial(status_of, twin(li), path, {"note": "权属不明"}) for _ in range(TOGETHER)])

    assert statuses == [201] + [409] * (TOGETHER - 1)


def test_who_follows_eight_times_at_once_follows_once(li, sun):
    hazard = li.record()

    def follow(who):
        return who.client.put(f"/api/v1/hazards/{hazard['id']}/follow", headers=who.headers).status_code

    assert at_once([partial(follow, twin(sun)) for _ in range(TOGETHER)]) == [204] * TOGETHER
    assert len(li.get(f"/hazards/{hazard['id']}/followers")["items"]) == 2


def test_of_eight_new_versions_of_a_rule_one_becomes_the_next(li, database):
    made = li.post("/rules", rule(), status=201)
    before = ledger_size(database)

    def change(who):
        path = f"/api/v1/rules/{made['code']}"
        return who.client.patch(path, json={"version": 1, "priority": 1}, headers=who.headers).status_code

    statuses = at_once([partial(change, twin(li)) for _ in range(TOGETHER)])

    assert statuses == [200] + [409] * (TOGETHER - 1)
    assert [row["version"] for row in li.get(f"/rules/{made['code']}")["items"]] == [2, 1]
    assert ledger_size(database) == before + 1


def test_of_two_agencies_only_one_merges_into_the_other(li):
    names = ("庆云县综合行政执法局", "庆云县住房和城乡建设局")
    one, two = (agency(li, name) for name in names)

    def merge(who, ends, stays):
        said = {"successor_id": stays, "valid_from": "2026-07-01", "reason": "机构改革"}
        return status_of(who, f"/agencies/{ends}/succeed", said)

    statuses = at_once([partial(merge, twin(li), one, two), partial(merge, twin(li), two, one)])

    assert statuses == [200, 422]
    successors = [row["successor_id"] for row in li.get("/agencies")["items"] if row["id"] in (one, two)]
    assert successors.count(None) == 1


def test_of_eight_approvals_of_one_case_one_has_an_effect(li, sun, chen, database):
    case = clue(li)
    act(li, case, "assess", note="线索属实。")
    act(li, case, "propose_filing", note="建议立案。")
    before = ledger_size(database)

    statuses = at_once(
        [partial(status_of, twin(chen), f"/cases/{case['id']}/moves", {"move": "file"}) for _ in range(TOGETHER)]
    )

    filed = li.get(f"/cases/{case['id']}")
    assert statuses == [200] + [409] * (TOGETHER - 1)
    assert (len(filed["decisions"]), len(filed["clocks"])) == (1, 1)
    assert ledger_size(database) == before + 2  # the clock and the act


def test_of_two_clues_about_one_failure_at_once_the_second_is_offered_the_first(li, sun):
    said = {"title": "窨井盖", "source": "巡查", "nature": "manhole", "respondent_id": agency(li, LAW_AGENCY)}

    assert at_once([partial(status_of, twin(who), "/cases", said) for who in (li, sun)]) == [201, 409]
