"""Photos that look alike: saved again, smaller, with another face of the file, they are still recognised."""

import io

import pytest
from PIL import Image, ImageEnhance

from tests import steps
from tests.people import AREZZO, PHOTOS

pytestmark = pytest.mark.slow  # previews in limited children
BLANK = Image.new("RGB", (640, 480), "grey")


def scene(name=AREZZO):
    with Image.open(PHOTOS / name) as picture:
        return picture.convert("RGB")


def saved(picture, quality=70):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def watermarked(picture):
    """With the dark band of a watermark camera over its lower fifth."""
    width, height = picture.size
    picture.paste((20, 30, 40), (0, height - height // 5, width, height))
    return picture


def flags(person, photo):
    return person.get(f"/photos/{photo['id']}")["flag_details"]


@pytest.mark.parametrize(
    "change",
    [
        lambda picture: picture,
        lambda picture: picture.resize((480, 360)),
        lambda picture: ImageEnhance.Brightness(picture).enhance(1.1),
        lambda picture: picture.crop((6, 4, 634, 476)),
        lambda picture: watermarked(picture),
    ],
    ids=["saved again", "smaller", "brighter", "trimmed", "with a watermark"],
)
def test_an_after_photo_that_looks_like_the_before_of_another_hazard(li, work, change):
    """Domain S3: the recycled photo."""
    first = li.add_photo(li.record(), content=saved(scene(), 90))
    work()
    photo = li.add_photo(li.record(), content=saved(change(scene())), kind="after")
    work()

    near = flags(li, photo)["near_duplicate"]

    assert [(one["photo_id"], one["hazard_id"]) for one in near["photos"]] == [(first["id"], first["hazard_id"])]
    assert near["bits"] == near["photos"][0]["bits"] <= 6
    assert near["count"] == 1
    assert f"64 位中最少相差 {near['bits']} 位" in near["sentences"]["zh"]
    assert "near_duplicate" not in flags(li, first)


def test_before_and_after_of_one_hazard_look_alike_and_that_is_right(li, work):
    hazard = li.record()
    li.add_photo(hazard, content=saved(scene(), 90), kind="near")
    after = li.add_photo(hazard, content=saved(scene(), 60), kind="after")

    work()

    assert "near_duplicate" not in flags(li, after)


def test_two_records_of_one_spot_are_one_spot(li, work):
    first = li.record()
    li.add_photo(first, content=saved(scene(), 90))
    second = li.move(li.record(), "mark_duplicate", master_id=first["id"], note="同一处")
    photo = li.add_photo(second, content=saved(scene(), 60))

    work()

    assert "near_duplicate" not in flags(li, photo)


def test_whichever_preview_is_made_first_the_later_photo_is_told(li, work, clock):
    first = li.add_photo(li.record(), content=saved(scene(), 90))
    clock.advance(minutes=1)
    later = li.add_photo(li.record(), content=saved(scene(), 60))

    li.ask("GET", f"/photos/{later['id']}/preview", buffered=True)  # made at once, for the later one
    work()

    assert "near_duplicate" in flags(li, later)
    assert "near_duplicate" not in flags(li, first)


def test_different_spots_do_not_look_alike(li, work):
    photos = [li.add_photo(li.record(), name) for name in (AREZZO, AREZZO.replace("0010", "0012"), "denali.webp")]

    work()

    assert all("near_duplicate" not in flags(li, photo) for photo in photos)


def test_blank_pictures_look_like_nothing(li, work):
    for quality in (50, 95):
        photo = li.add_photo(li.record(), content=saved(BLANK, quality))
        work()

    assert "near_duplicate" not in flags(li, photo)


def test_another_county_is_not_compared(li, liu, work):
    li.add_photo(li.record(), content=saved(scene(), 90))
    leling = {"lon": 117.23, "lat": 37.73, "datum": "WGS84", "source": "gnss"}
    photo = liu.add_photo(liu.record(location=leling), content=saved(scene(), 60))

    work()

    assert "near_duplicate" not in flags(liu, photo)


def test_what_can_not_be_decoded_is_kept_marked_and_looks_like_nothing(li, work, store):
    photo = li.add_photo(li.record(), "malformed/pillow_truncated_jpeg.jpg")

    work()

    photo = li.get(f"/photos/{photo['id']}")
    assert (photo["preview"], photo["preview_reason"]) == ("none", "undecodable")
    store.verify(photo["sha256"])


def test_a_motion_photo_is_shown_by_its_picture_and_kept_with_its_film(li, work, store):
    """A picture with a film behind it, as Android phones write (Motion Photo format 1.0)."""
    content = saved(scene(), 90) + b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(50_000)
    photo = li.add_photo(li.record(), content=content)

    work()

    photo = li.get(f"/photos/{photo['id']}")
    assert (photo["media_type"], photo["preview"], photo["size_bytes"]) == ("image/jpeg", "ready", len(content))
    assert store.path(photo["sha256"]).read_bytes() == content


def test_the_photos_of_a_divided_record_stay_one_photo(li, work):
    hazard = li.record()
    photo = li.add_photo(hazard, content=saved(scene(), 90))
    work()
    place = {"lon": 117.3855, "lat": 37.775, "datum": "WGS84", "accuracy_m": 6, "source": "gnss"}
    said = {"version": steps.again(li, hazard)["version"], "reason": "两处。", "photo_ids": [photo["id"]]}

    part = li.post(f"/hazards/{hazard['id']}/split", said | {"location": place, "address": "西门"}, status=201)

    assert not {"exact_reuse", "near_duplicate"} & set(part["photos"][0]["flags"])
