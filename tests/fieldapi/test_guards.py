"""A spot is guarded until it is fixed: beside its state, with its own act and counter-act."""

from tests.steps import again, confirmed, wrong

SINCE = "2026-06-29T10:05:00+08:00"


def listed(person, **asked):
    return [row["id"] for row in person.get("/hazards", **asked)["items"]]


def test_a_guarded_hole_is_still_a_hole_and_listed_as_guarded_until_nobody_guards_it(li, liu):
    hazard, other = confirmed(li), li.record()
    photo, strange = li.add_photo(hazard), li.add_photo(other)
    path, said = f"/hazards/{hazard['id']}/guard", {"since": SINCE, "by": "通信公司围挡"}
    assert again(li, hazard)["guarded"] is None
    assert wrong(li.put(path, said | {"photo_id": strange["id"]}, status=422)) == {
        ("photo_id", "photo_of_other_hazard")
    }
    assert wrong(li.put(path, said | {"since": "2026-06-30T10:05:00+08:00"}, status=422)) == {
        ("since", "in_the_future")
    }

    guarded = li.put(path, said | {"photo_id": photo["id"]})
    assert (guarded["status"], guarded["guarded"]["by"]) == ("confirmed", "通信公司围挡")
    assert guarded["guarded"]["photo_id"] == photo["id"]
    assert (listed(li, guarded="true"), listed(li, guarded="false")) == ([hazard["id"]], [other["id"]])
    assert li.put(path, said | {"by": "街道值守"})["guarded"]["by"] == "街道值守"
    liu.put(path, said, status=404)

    left = li.ask("DELETE", path, query_string={"reason": "围挡被撤"}).json
    assert (left["guarded"], listed(li, guarded="true")) == (None, [])
    assert li.ask("DELETE", path, query_string={"reason": "再撤"}, status=409).json["code"] == "not_guarded"
    told = [row["type"] for row in li.get(f"/hazards/{hazard['id']}/timeline")["items"]]
    assert told[-3:] == ["hazard.guarded", "hazard.guarded", "hazard.unguarded"]
