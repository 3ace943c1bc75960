"""Whatever order batches come in, and however often: the records say the same in the end."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from inspections.db import new_id
from tests.phones import Offline
from tests.steps import again

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

SEEN = {"severity": "medium", "address": "承德小学东门", "description": "通信井未装防坠网。"}
VALUES = {
    "severity": ["critical", "high", "medium", "low"],
    "address": ["东门往南五米", "东门往北十米", "承德小学东门"],
    "description": ["井盖松动", "通信井未装防坠网。"],
}
FIELD = st.sampled_from(sorted(VALUES))
EDIT = FIELD.flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))
VERDICT = st.sampled_from(["fixed", "not_fixed", "not_found"])
#        of each of three phones: its edits, and its verdict if it has one
DAY = st.lists(st.tuples(st.lists(EDIT, max_size=3), st.none() | VERDICT), min_size=3, max_size=3)


def played(people, day):
    """What the phones made that day without a network: the hazard, the outing, and the batches one by one."""
    phones = [Offline(person) for person in people]
    manhole, outing = phones[0].record(**SEEN), str(new_id())
    phones[0].make("inspection", outing, kind="patrol", title="村道巡查")
    phones[0].make("hazard_move", manhole, move="confirm", note="夜间无法拍照", unknown_owner=True)
    for phone, (edits, verdict) in zip(phones, day, strict=True):
        seen, before = dict(SEEN), []
        for name, value in edits:
            before = [phone.edit(manhole, {name: seen[name]}, after=before, **{name: value})]
            seen[name] = value
        if verdict:
            phone.make("finding", outing, hazard_id=manhole, verdict=verdict)
        phone.make("checklist_answer", manhole, checklist_version=1, answers={"needs_net": True})
    return phones, manhole, outing, [(phone, [item]) for phone in phones for item in phone.made]


def state(person, phones, manhole, outing):
    """What is there in the end, without ids, numbers and versions."""
    hazard = again(person, {"id": manhole})
    differing = person.get(f"/hazards/{manhole}/disagreements")["items"]
    findings = person.get(f"/inspections/{outing}")["findings"]
    return {
        **{name: hazard[name] for name in (*SEEN, "status")},
        "flags": sorted(hazard["flags"]),
        "differing": sorted((row["field"], values(row)) for row in differing if not row["settled_at"]),
        "findings": sorted((row["verdict"], row["superseded"]) for row in findings),
        "answers": len(person.get(f"/hazards/{manhole}/checklist")["answers"]),
        "settled": [[one in ("repeated", "conflict") for one in phone.push()] for phone in phones],
    }


def values(row):
    return sorted((one["person"]["name"], one["value"]) for one in row["assessments"] if one["value"] != one["base"])


@examples(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(day=DAY, data=st.data())
def test_any_order_and_any_repetition_ends_the_same(li, sun, zhao, day, data):
    people = (li, sun, zhao)
    *world, batches = played(people, day)
    for phone, items in batches:
        phone.push(items)
    straight = state(li, *world)
    *other, batches = played(people, day)

    mixed = data.draw(st.permutations(batches))
    for phone, items in mixed + data.draw(st.lists(st.sampled_from(batches), max_size=5)):
        phone.push(items)
    for phone in other[0]:
        phone.push([])  # once more, so that what waited for others is done

    assert state(li, *other) == straight
    assert all(all(row) for row in straight["settled"])
