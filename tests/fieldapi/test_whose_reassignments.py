"""Whose hazards a head may let be answered anew, and who sees that it was done."""

from uuid import UUID

import pytest

from inspections.models import Grant, Office, Role
from tests import operations
from tests.handover import BESIDE_THE_SCHOOL, apply, ask, computed, differences, hand_over, look
from tests.steps import again, wrong

pytestmark = pytest.mark.slow  # child processes and jobs


@pytest.fixture
def promote(database):
    """Make somebody the chief of an office."""

    def do(person, key):
        def grant(session):
            office = session.query(Office).filter_by(key=key).one()
            session.add(Grant(person_id=UUID(person.id), role=Role.CHIEF_PROSECUTOR, office_id=office.id))

        database.write(grant)

    return do


def test_heads_decide_for_their_own_office_and_those_below_and_nobody_else(li, liu, zheng, chen, person):
    city = li.get("/offices")["items"]
    city = next(office["id"] for office in city if "德州市" in office["name"])
    for somebody in (li, liu, zheng, person("admin")):
        assert ask(somebody, status=403)["code"] == "role_may_not"
    for office_id in (city, str(UUID(int=7))):
        assert wrong(ask(chen, office_id=office_id, status=422)) == {("office_id", "office_out_of_scope")}
    assert wrong(ask(chen, reason=" ", status=422)) == {("reason", "empty")}


def test_the_hazards_of_other_counties_are_none_of_its_business(database, li, liu, chen, work):
    li.record(location=BESIDE_THE_SCHOOL)
    theirs = liu.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)

    found = computed(chen, work)
    apply(chen, found)
    work()

    assert found["total"] == 1
    assert again(liu, theirs) == theirs


def test_the_chief_next_door_learns_nothing_of_it(app, database, li, liu, chen, promote, work):
    promote(liu, "leling")
    li.record(location=BESIDE_THE_SCHOOL)
    hand_over(database)
    found = computed(chen, work)
    nowhere = operations.nowhere()
    world = operations.World(nowhere.ids | {"reassignment_id": found["id"]})

    assert liu.get("/reassignments")["items"] == []
    for operation in operations.every(app):
        if "{reassignment_id}" in operation.path:
            foreign, none = (operations.ask(app.test_client(), operation, ids, liu.headers) for ids in (world, nowhere))
            assert (foreign.status_code, foreign.data) == (404, none.data), operation


def test_the_city_answers_both_counties_anew_and_sees_what_each_did(database, li, liu, zheng, chen, promote, work):
    promote(zheng, "dezhou")
    hazards = [li.record(location=BESIDE_THE_SCHOOL), liu.record(location=BESIDE_THE_SCHOOL)]
    hand_over(database)
    of_the_county, of_the_city = computed(chen, work), computed(zheng, work)

    assert {item["hazard_id"] for item in differences(zheng, of_the_city)["items"]} == {row["id"] for row in hazards}
    assert [row["id"] for row in zheng.get("/reassignments")["items"]] == [of_the_city["id"], of_the_county["id"]]
    assert [row["id"] for row in chen.get("/reassignments")["items"]] == [of_the_county["id"]]
    apply(zheng, of_the_county)
    work()
    assert look(chen, of_the_county)["applied_by"]["name"] == "郑海燕"
    apply(zheng, of_the_city)
    work()
    assert look(zheng, of_the_city)["left_out"] == [hazards[0]["id"]]
