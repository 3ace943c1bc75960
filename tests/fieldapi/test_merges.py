"""One spot, recorded twice: a merge has a reason, goes one step deep, and takes what was merged before along."""

from tests.fieldapi.test_splits import merged, names, split
from tests.steps import again, referred, wrong


def test_a_merge_is_an_act_with_a_reason(li):
    hazard, master = li.record(), li.record()

    problem = li.move(hazard, "mark_duplicate", master_id=master["id"], note=" ", status=422)

    assert wrong(problem) == {("note", "required")}
    assert again(li, hazard) == hazard


def test_a_duplicate_is_no_master_and_the_refusal_names_the_one_that_is(li):
    hazard, master, other = li.record(), li.record(), li.record()
    li.move(hazard, "mark_duplicate", master_id=master["id"], note="同一口井")

    for one in (master, other):
        problem = li.move(one, "mark_duplicate", master_id=hazard["id"], note="同一口井", status=422)
        assert wrong(problem) == {("master_id", "master_is_duplicate")}
        assert f"请选择 {master['number']}" in problem["fields"][0]["message"]


def test_a_duplicate_of_a_hidden_record_is_no_master_either_and_nothing_is_named(li, liu):
    """Liu sees what is on the agenda of the outing: the duplicate, and not its master."""
    hazard, master = referred(li), li.record()
    li.post("/inspections", {"kind": "joint_inspection", "title": "联合", "hazard_ids": [hazard["id"]],
                             "participants": [{"person_id": liu.id}]}, status=201)  # fmt: skip
    merged(li, hazard, master)

    problem = liu.move(liu.record(), "mark_duplicate", master_id=hazard["id"], note="同一口井", status=422)

    assert wrong(problem) == {("master_id", "master_is_duplicate_elsewhere")}
    assert master["number"] not in str(problem)


def masters(person, *hazards):
    return [again(person, hazard)["duplicate_of_id"] for hazard in hazards]


def test_the_duplicates_of_a_master_move_along_when_it_becomes_a_duplicate(li, sun, chen):
    first, hazard, master, other = li.record(), li.record(), sun.record(), li.record()
    merged(li, first, hazard)
    merged(li, other, master)
    chen.ask("PUT", f"/hazards/{first['id']}/follow", status=204)
    before = again(li, first)["version"]

    merged(sun, hazard, master)

    assert masters(li, first, hazard, other) == [master["id"]] * 3
    assert again(li, first)["version"] == before + 1
    assert set(names(li, master)) == {"李文清", "孙立群", "陈国平"}
    told = [li.get(f"/hazards/{one['id']}/timeline")["items"][-1] for one in (first, hazard, master)]
    assert told[0] == told[1] == told[2]
    assert (told[0]["payload"]["duplicate_id"], told[0]["payload"]["master_id"]) == (hazard["id"], master["id"])


def test_who_is_freed_takes_back_the_duplicates_that_came_along(li):
    first, hazard, middle, master, other = (li.record() for _ in range(5))
    merged(li, first, hazard)
    merged(li, other, middle)
    merged(li, hazard, middle)
    merged(li, middle, master)
    assert masters(li, first, hazard, other) == [master["id"]] * 3

    split(li, hazard)
    assert masters(li, first, hazard, other) == [hazard["id"], None, master["id"]]
    assert li.get(f"/hazards/{first['id']}/timeline")["items"][-1]["type"] == "hazard.split"
    split(li, middle)
    assert masters(li, first, other, middle) == [hazard["id"], middle["id"], None]
    assert split(li, first)["status"] == "recorded"


def test_a_duplicate_that_was_merged_anew_meanwhile_stays_where_it_is(li, clock):
    first, hazard, master = li.record(), li.record(), li.record()
    merged(li, first, hazard)
    merged(li, hazard, master)
    clock.advance(minutes=1)
    split(li, first)
    merged(li, first, master)

    split(li, hazard)

    assert masters(li, first, hazard) == [master["id"], None]
