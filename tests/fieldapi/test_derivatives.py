"""Copies drawn from photos: what is covered is gone, what is written can be read, and nothing else is in them."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from tests.people import AREZZO, PHOTOS
from tests.steps import wrong

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]  # limited children
LYING = "orientation/Landscape_6.jpg"  # 1800 × 1200 when upright
BOX = {"x": 100, "y": 200, "width": 300, "height": 150}
ARROW = {"shape": "arrow", "x": 900, "y": 600, "from_x": 300, "from_y": 200}
CAPTURED = {"captured_at": "2026-06-29T10:04:00+08:00"}


def derive(person, photo, status=201, **said):
    return person.post(f"/photos/{photo['id']}/derivatives", said, status=status)


def picture(person, derivative):
    answer = person.ask("GET", f"/derivatives/{derivative['id']}/file", buffered=True)
    return Image.open(BytesIO(answer.data))


def last_event(person, hazard):
    return person.get(f"/hazards/{hazard['id']}/timeline")["items"][-1]


def test_what_a_box_covers_is_black_in_the_upright_picture(li):
    photo = li.add_photo(li.record(), LYING)

    copy = derive(li, photo, kind="redacted", boxes=[BOX])

    drawn = picture(li, copy)
    assert drawn.size == (copy["width"], copy["height"]) == (1800, 1200)
    box = (BOX["x"], BOX["y"], BOX["x"] + BOX["width"], BOX["y"] + BOX["height"])
    inside = drawn.crop((box[0] + 8, box[1] + 8, box[2] - 8, box[3] - 8))
    assert max(high for _, high in inside.getextrema()) < 12
    beside = drawn.crop((box[2] + 8, box[1], box[2] + 100, box[3]))
    assert max(high for _, high in beside.getextrema()) > 60


def test_boxes_drawn_on_the_preview_cover_the_same_in_the_original(li):
    photo = li.add_photo(li.record(), LYING)
    halves = {name: value // 2 for name, value in BOX.items()}

    one = derive(li, photo, kind="redacted", boxes=[BOX])
    other = derive(li, photo, 200, kind="redacted", boxes=[halves], picture_width=900)

    assert one == other


@pytest.mark.databases("sqlite", "postgresql")
def test_the_copy_names_its_parent_and_how_it_was_drawn_and_so_does_the_ledger(li):
    hazard = li.record()
    photo = li.add_photo(hazard, LYING)

    copy = derive(li, photo, kind="redacted", boxes=[BOX])

    assert (copy["photo_id"], copy["after_id"], copy["cleared"]) == (photo["id"], None, False)
    drawn = {"boxes": [[100, 200, 300, 150]], "picture_width": None, "lines": [], "marks": [], "marks_width": None}
    recipe = [{"photo_id": photo["id"], "sha256": photo["sha256"], **drawn}]
    assert copy["recipe"] == recipe
    assert copy["made_by"]["name"] == "李文清"
    event = last_event(li, hazard)
    assert (event["type"], event["payload"]["recipe"]) == ("photo.derived", recipe)
    assert li.get(f"/photos/{photo['id']}/derivatives")["items"] == [copy]
    assert li.get(f"/derivatives/{copy['id']}") == copy


@pytest.mark.parametrize("name", [AREZZO, "hopper.heic", "density_plot.png"])
def test_a_copy_holds_nothing_but_pixels(li, name):
    photo = li.add_photo(li.record(), name, content=(PHOTOS / name).read_bytes() + b"TRAILING")

    copy = derive(li, photo, kind="stamped")

    content = li.ask("GET", f"/derivatives/{copy['id']}/file", buffered=True).data
    markers, at = [], 2
    while content[at + 1] != 0xDA:
        markers.append(content[at + 1])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC4}
    assert content.endswith(b"\xff\xd9")
    assert not [word for word in (b"Exif", b"ns.adobe", b"ICC_PROFILE", b"NIKON", b"TRAILING") if word in content]


def test_a_stamp_says_number_office_time_and_place_below_the_picture(li):
    hazard = li.record()
    photo = li.add_photo(hazard, LYING, **CAPTURED)

    copy = derive(li, photo, kind="stamped")

    assert copy["recipe"][0]["lines"] == [
        f"编号 {hazard['number']}　庆云县人民检察院",
        "拍摄 2026-06-29 10:04（设备时间）",
        "地点 承德小学东门　117.385000, 37.775000（WGS84）",
        f"原件 SHA-256 {photo['sha256'][:16]}…",
    ]
    drawn = picture(li, copy)
    assert drawn.height > 1200
    band = drawn.crop((0, 1200, 1800, drawn.height)).convert("L")
    assert band.getextrema()[0] < 60 and band.getextrema()[1] > 200  # white on dark


@pytest.mark.parametrize(
    ("name", "line"),
    [(AREZZO, "拍摄 2008-10-22 16:28（文件所载）"), ("density_plot.png", "接收 2026-06-29 10:05")],
)
def test_a_stamp_says_by_whose_word_it_knows_the_time(li, name, line):
    copy = derive(li, li.add_photo(li.record(), name), kind="stamped")

    assert copy["recipe"][0]["lines"][1] == line


def test_before_and_after_stand_side_by_side(li):
    hazard = li.record()
    before = li.add_photo(hazard, LYING, kind="near", **CAPTURED)
    after = li.add_photo(hazard, AREZZO, kind="after")

    pair = derive(li, before, kind="pair", after_id=after["id"])

    assert (pair["photo_id"], pair["after_id"]) == (before["id"], after["id"])
    assert [part["lines"][0] for part in pair["recipe"]] == [
        f"整改前　{hazard['number']}",
        f"整改后　{hazard['number']}",
    ]
    assert pair["width"] > pair["height"]
    for photo in (before, after):
        assert li.get(f"/photos/{photo['id']}/derivatives")["items"] == [pair]


def test_marks_show_what_is_meant_and_the_original_stays(li, store):
    photo = li.add_photo(li.record(), LYING)
    circle = {"shape": "circle", "x": 1200, "y": 600, "radius": 100}
    words = {"shape": "text", "x": 1780, "y": 1190, "text": "缺防坠网"}  # pushed into the picture

    copy = derive(li, photo, kind="annotated", marks=[ARROW, circle, words])

    drawn = picture(li, copy)
    assert drawn.size == (1800, 1200)
    red = [drawn.getpixel(spot) for spot in ((600, 400), (890, 594), (1100, 600), (1200, 500), (1790, 1195))]
    assert all(r > 150 and max(g, b) < 110 for r, g, b in red), red
    part = copy["recipe"][0]
    assert (copy["photo_id"], part["photo_id"], part["marks"][2]["text"]) == (photo["id"], photo["id"], "缺防坠网")
    halves = ARROW | {name: ARROW[name] // 2 for name in ("x", "y", "from_x", "from_y")}
    one = derive(li, photo, kind="annotated", marks=[ARROW])
    assert derive(li, photo, 200, kind="annotated", marks=[halves], picture_width=900) == one
    store.verify(photo["sha256"])


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_copy_again_is_the_same_copy(li):
    photo = li.add_photo(li.record(), LYING)

    first, again = (derive(li, photo, status, kind="stamped") for status in (201, 200))

    assert again == first


def test_the_original_stays_as_it_is(li, store):
    photo = li.add_photo(li.record(), LYING)

    derive(li, photo, kind="redacted", boxes=[BOX])

    store.verify(photo["sha256"])


def test_the_short_address_draws_the_same_redaction(li):
    photo = li.add_photo(li.record(), LYING)

    copy = li.post(f"/photos/{photo['id']}/redactions", {"boxes": [BOX]}, status=201)

    assert derive(li, photo, 200, kind="redacted", boxes=[BOX]) == copy


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"kind": "redacted"}, ("boxes", "required")),
        ({"kind": "redacted", "boxes": []}, ("boxes", "required")),
        ({"kind": "redacted", "boxes": [BOX, BOX | {"x": 1600}]}, ("boxes.1", "box_outside")),
        ({"kind": "redacted", "boxes": [BOX | {"width": 0}]}, ("boxes.0.width", "out_of_range")),
        ({"kind": "redacted", "boxes": [BOX | {"x": 1.5}]}, ("boxes.0.x", "wrong_type")),
        ({"kind": "stamped", "boxes": [BOX]}, ("boxes", "not_for_this_kind")),
        ({"kind": "annotated"}, ("marks", "required")),
        ({"kind": "annotated", "marks": [ARROW | {"radius": 3}]}, ("marks.0", "mark_needs")),
        ({"kind": "annotated", "marks": [ARROW, ARROW | {"y": 1200}]}, ("marks.1", "mark_outside")),
        ({"kind": "pair"}, ("after_id", "required")),
        ({"kind": "pair", "after_id": "0197b000-0000-7000-8000-000000000000"}, ("after_id", "photo_of_other_hazard")),
        ({"kind": "blurred"}, ("kind", "not_one_of")),
    ],
)
def test_what_can_not_be_drawn_is_said_beside_its_field(li, said, where):
    photo = li.add_photo(li.record(), LYING)

    assert where in wrong(derive(li, photo, 422, **said))
    assert li.get(f"/photos/{photo['id']}/derivatives")["items"] == []


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF\n", (PHOTOS / LYING).read_bytes()[:200]], ids=["pdf", "stump"])
def test_of_a_file_that_is_no_picture_there_is_no_copy(li, content):
    photo = li.add_photo(li.record(), "x", content=content)

    problem = derive(li, photo, 422, kind="stamped")

    assert wrong(problem) == {("photo_id", "not_drawn")}


def test_the_superior_office_draws_nothing(li, zheng):
    photo = li.add_photo(li.record(), LYING)

    assert derive(zheng, photo, 403, kind="stamped")["code"] == "not_handling_office"


def test_two_copies_of_different_boxes_differ(li):
    photo = li.add_photo(li.record(), LYING)

    one, other = (derive(li, photo, kind="redacted", boxes=[BOX | {"x": x}]) for x in (100, 900))

    assert ImageChops.difference(picture(li, one), picture(li, other)).getbbox()
