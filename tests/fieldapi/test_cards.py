"""A camera's card in one go: spots are proposed by claimed time and place, and nothing happens without a person."""

import hashlib

import orjson
import pytest
from sqlalchemy import func, select

from inspections import fsck
from inspections.db import new_id
from inspections.models import CardFile, Entry, Upload
from tests import cards, steps
from tests.cards import MARKET, SCHOOL, act, apply, gathered, names, outing, picture
from tests.steps import wrong

pytestmark = pytest.mark.slow  # limited children
HAZARD = {"type": "manhole.net_missing", "asset_kind": "telecom", "severity": "high", "description": "通信井无防坠网"}


def events(database):
    with database.read() as session:
        rows = session.execute(select(Entry.type, Entry.payload).where(Entry.type.like("card.%")).order_by(Entry.seq))
        return [(type_, orjson.loads(payload)) for type_, payload in rows]


def known_at_the_market(person):
    return person.record(location={"lon": MARKET[0], "lat": MARKET[1], "datum": "WGS84", "source": "gnss"})


def decided(person, card, known):
    """The market's two spots are one and the known hazard, the school's is a new one; a photo is left aside."""
    school, market, later = card["spots"]
    card = act(person, card, "merge", spot_ids=[market["id"], later["id"]])
    assert names(card) == ([[1, 2, 3], [4, 5]], [6])
    card = act(person, card, "move", file_ids=[card["unsorted"][0]["id"]], spot_id=market["id"])
    card = act(person, card, "split", spot_id=school["id"], file_ids=[school["files"][2]["id"]])
    assert names(card) == ([[1, 2], [6, 4, 5], [3]], [])
    card = act(person, card, "assign", spot_id=market["id"], hazard_id=known["id"], kind="far")
    return act(person, card, "record", spot_id=school["id"], hazard=HAZARD, kind="near")


def test_spots_are_proposed_and_nothing_else(li):
    known = known_at_the_market(li)

    card = gathered(li, outing())

    assert names(card) == ([[1, 2, 3], [4], [5]], [6])
    school, market, _ = card["spots"]
    assert [file["joined"] for file in school["files"]] == ["time_and_place", "time_and_place", "time"]
    assert (school["centre"]["lon"], school["centre"]["lat"]) == pytest.approx(SCHOOL, abs=1e-6)
    assert (school["first_at"], school["last_at"]) == ("2026-06-29T10:00:00+08:00", "2026-06-29T10:02:00+08:00")
    assert school["nearby"] == []
    assert [near["number"] for near in market["nearby"]] == [known["number"]]
    assert {spot["state"] for spot in card["spots"]} == {"proposed"}
    assert len(li.get("/hazards")["items"]) == 1
    assert apply(li, card, status=409)["code"] == "card_undecided"
    page = li.get("/cards/unsorted", limit=4)
    rest = li.get("/cards/unsorted", limit=4, cursor=page["next_cursor"])
    assert sorted(row["name"] for row in [*page["items"], *rest["items"]]) == sorted(outing())


def test_the_card_of_an_outing_becomes_hazards_as_people_say(li, sun, database):
    known = known_at_the_market(li)

    card = decided(li, gathered(li, outing()), known)

    assert [spot["state"] for spot in card["spots"]] == ["decided", "decided", "proposed"]
    assert len(li.get("/hazards")["items"]) == 1  # still only said
    card = apply(sun, card)  # a colleague looks at it and says yes
    assert [spot["state"] for spot in card["spots"]] == ["applied", "applied", "proposed"]
    made = li.get(f"/hazards/{card['spots'][0]['hazard_id']}")
    assert (made["recorded_by"]["name"], made["seen_at"]) == ("孙立群", "2026-06-29T02:00:00+00:00")
    assert made["location"]["received"]["source"] == "exif"
    assert [photo["kind"] for photo in made["photos"]] == ["near", "near"]
    first = made["photos"][0]
    assert first["sha256"] == hashlib.sha256(outing()["DSC_0001.JPG"]).hexdigest()
    assert (first["claimed"]["taken_at"], first["captured"]) == ("2026-06-29T10:00:00+08:00", None)
    assert len(li.get(f"/hazards/{known['id']}")["photos"]) == 3
    assert [row["name"] for row in sun.get("/cards/unsorted")["items"]] == ["DSC_0003.JPG"]
    acts = ("opened", "merge", "move", "split", "assign", "record", "applied")
    assert [type_ for type_, _ in events(database)] == [f"card.{word}" for word in acts]
    with database.read() as session:
        assert list(fsck.damaged(li.app.extensions["store"], fsck.files(session))) == []


def test_the_same_bytes_again_make_no_double(li, sun):
    card = gathered(li, outing())
    assert gathered(sun, outing(), status=409)["code"] == "card_brings_nothing"

    more = outing() | {"DSC_0007.JPG": picture("10:41:00", MARKET)}
    second = gathered(li, more, name="同一张卡")

    assert names(second) == ([[7]], [])
    assert {item["code"] for item in second["skipped"]} == {"already_there"}
    assert len(second["skipped"]) == len(card["spots"][0]["files"]) + 3
    act_ = act(li, card, "record", spot_id=card["spots"][0]["id"], hazard=HAZARD)
    apply(li, act_)
    assert gathered(li, outing(), status=409)["detail"].startswith("6 个文件")  # also what is evidence by now


def test_a_card_sent_twice_is_one_card(li):
    said = {"id": str(new_id()), "name": "卡", "files": cards.sent(li, outing())}

    first = li.post("/cards", said, status=201)

    assert li.post("/cards", said) == first
    assert li.post("/cards", said | {"name": "另一张"}, status=409)["code"] == "id_taken"
    assert [item["unsorted_count"] for item in li.get("/cards")["items"]] == [6]


def test_every_act_has_its_counter_act_and_the_ledger_tells_both(li, database):
    card = gathered(li, outing())
    spot, origin = card["spots"][0], names(card)
    moved = [spot["files"][1]["id"]]

    card = act(li, card, "split", spot_id=spot["id"], file_ids=moved)
    card = act(li, card, "merge", spot_ids=[spot["id"], card["spots"][-1]["id"]])
    assert names(card) == origin
    card = act(li, card, "move", file_ids=moved)
    card = act(li, card, "move", file_ids=moved, spot_id=spot["id"])
    assert names(card) == origin
    card = act(li, card, "record", spot_id=spot["id"], hazard=HAZARD)
    card = act(li, card, "leave", spot_id=spot["id"])

    assert (card["spots"][0]["state"], card["spots"][0]["record"]) == ("proposed", None)
    type_, payload = events(database)[1]
    assert (type_, payload["moved"][0]["name"], payload["moved"][0]["from"]) == (
        "card.split",
        "DSC_0002.JPG",
        spot["id"],
    )
    assert apply(li, card, status=409)["code"] == "card_undecided"


def test_what_no_file_claims_has_to_be_said(li):
    files = {"DSC_0001.JPG": picture("10:00:00", zone=None), "DSC_0002.JPG": picture("10:01:00", zone=None)}
    visit = steps.outing(li, kind="patrol")
    card = gathered(li, files, inspection_id=visit["id"])
    (spot,) = card["spots"]
    assert (spot["centre"], spot["first_at"]) == (None, "2026-06-29T10:00:00")

    problem = act(li, card, "record", spot_id=spot["id"], hazard=HAZARD, status=422)
    assert wrong(problem) == {("hazard.location", "claimed_by_none"), ("hazard.seen_at", "claimed_by_none")}
    place = {"no_fix_reason": "相机没有定位"}
    said = HAZARD | {"location": place, "seen_at": "2026-06-29T10:00:00+08:00"}
    problem = act(li, card, "record", spot_id=spot["id"], hazard=said | {"type": "no.such"}, status=422)
    assert wrong(problem) == {("hazard.type", "unknown_code")}
    card = apply(li, act(li, card, "record", spot_id=spot["id"], hazard=said))

    made = li.get(f"/hazards/{card['spots'][0]['hazard_id']}")
    assert (len(made["photos"]), made["inspection_id"]) == (2, visit["id"])


def test_what_does_not_fit_is_refused_by_name(li, sun, phone):
    card = gathered(li, outing())
    spot, other = card["spots"][:2]
    far = other["files"][0]["id"]

    assert wrong(act(li, card, "assign", spot_id=spot["id"], status=422)) == {("hazard_id", "required")}
    problem = act(li, card, "leave", spot_id=spot["id"], file_ids=[far], status=422)
    assert wrong(problem) == {("file_ids", "not_for_this_move")}
    assert wrong(act(li, card, "leave", spot_id=str(new_id()), status=422)) == {("spot_id", "unknown_spot")}
    problem = act(li, card, "split", spot_id=spot["id"], file_ids=[far], status=422)
    assert wrong(problem) == {("file_ids.0", "not_of_this_spot")}
    problem = act(li, card, "move", file_ids=[str(new_id()), far, far], status=422)
    assert wrong(problem) == {("file_ids.0", "unknown_card_file"), ("file_ids.2", "given_twice")}
    act(li, card, "assign", spot_id=spot["id"], hazard_id=str(new_id()), status=404)
    fresh = act(li, card, "move", file_ids=[far])
    assert act(sun, card, "move", file_ids=[far], status=409)["current"]["version"] == fresh["version"]

    mine = phone.send(picture("11:00:00"))
    files = [{"upload_id": id_, "name": "x.jpg"} for id_ in (mine["id"], mine["id"], str(new_id()))]
    problem = sun.post("/cards", {"name": "卡", "files": files[:1]}, status=422)
    assert wrong(problem) == {("files.0.upload_id", "unknown_upload")}
    problem = li.post("/cards", {"name": "卡", "files": files}, status=422)
    assert wrong(problem) == {("files.1.upload_id", "given_twice"), ("files.2.upload_id", "unknown_upload")}
    strange = {"name": "卡", "files": files[:1], "inspection_id": str(new_id())}
    assert wrong(li.post("/cards", strange, status=422)) == {("inspection_id", "unknown_inspection")}


def test_nobody_outside_the_office_sees_a_card(li, liu, zheng, zhou):
    card = gathered(li, outing())
    file = card["spots"][0]["files"][0]

    for stranger in (liu, zheng):
        assert stranger.get("/cards")["items"] == stranger.get("/cards/unsorted")["items"] == []
        stranger.get(f"/cards/{card['id']}", status=404)
        stranger.get(f"/cards/{card['id']}/files/{file['id']}/preview", status=404)
        act(stranger, card, "leave", spot_id=card["spots"][0]["id"], status=404)
    assert zhou.get(f"/cards/{card['id']}")["id"] == card["id"]
    shown = zhou.ask("GET", f"/cards/{card['id']}/files/{file['id']}/preview?size=320", buffered=True)
    assert shown.content_type == "image/jpeg"


def test_a_card_taken_by_mistake_is_let_go_and_can_be_taken_again(li):
    card = gathered(li, outing())

    card = li.post(f"/cards/{card['id']}/discard", {"version": card["version"]})

    assert (card["state"], li.get("/cards/unsorted")["items"]) == ("discarded", [])
    assert act(li, card, "leave", spot_id=card["spots"][0]["id"], status=409)["code"] == "card_not_open"
    assert names(gathered(li, outing())) == names(card)


def test_a_photo_attached_by_hand_leaves_the_unsorted_and_its_upload_can_be_forgotten(li, clock, work, database):
    card, hazard = gathered(li, outing()), li.record()
    file = card["unsorted"][0]
    form = {"upload_id": file["upload_id"]}
    path = f"/hazards/{hazard['id']}/photos"
    photo = li.ask("POST", path, status=201, data=form, content_type="multipart/form-data").json

    clock.advance(days=8)
    work()

    (same,) = li.again().get(f"/cards/{card['id']}")["unsorted"]
    assert (same["photo_id"], same["upload_id"]) == (photo["id"], None)
    assert same["claimed"]["location"]["lon"] == pytest.approx(MARKET[0], abs=1e-6)
    assert len(li.get("/cards/unsorted")["items"]) == 5
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Upload)) == 5


def test_bytes_that_the_law_has_destroyed_leave_the_card(li, chen, database, work):
    content = outing()["DSC_0001.JPG"]
    card = gathered(li, outing())
    gone = card["spots"][0]["files"][0]
    photo = li.add_photo(li.record(), "DSC_0001.JPG", content=content)
    why = {"reason": "摄入无关儿童面部", "legal_basis": "《个人信息保护法》第四十七条"}
    li.post(f"/photos/{photo['id']}/purge", why, status=201)
    chen.post(f"/photos/{photo['id']}/purge/confirm", {"sha256": photo["sha256"]})
    work()

    left = li.get(f"/cards/{card['id']}")
    assert gone["name"] not in [file["name"] for spot in left["spots"] for file in spot["files"]]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(CardFile)) == 5


def test_what_a_drone_took_says_so(li):
    card = gathered(li, {"DJI_0001.JPG": picture("10:00:00", SCHOOL, device="DJI"), "DSC_2.JPG": picture("10:00:01")})

    assert [file["method"] for file in card["spots"][0]["files"]] == ["drone", None]
