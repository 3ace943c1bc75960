"""Smaller copies for the screen: upright, stripped, and made where a hostile picture can do no harm."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from tests.people import AREZZO, PHOTOS
from uploads import previews, sniff
from uploads.errors import Damaged
from uploads.previews import Preview
from uploads.store import Store

pytestmark = pytest.mark.slow  # limited children
ROOT = Path(__file__).parent.parent.parent
ORIENTATION, ARTIST, GPS_IFD = 0x0112, 0x013B, 0x8825


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def derive(store):
    """Keep some bytes, derive their previews, and tell how it ended and under which digest."""

    def make(content):
        incoming = store.incoming(sniff.LIMITS["image/jpeg"])
        incoming.write(content)
        received = incoming.finish()
        store.keep(received)
        return previews.derive(store, received.sha256, sniff.media_type(received.head)), received.sha256

    return make


@pytest.fixture(scope="module")
def scene():
    """A picture whose four corners differ, so that no turning or mirroring goes unnoticed."""
    picture = Image.new("RGB", (640, 480), "grey")
    corners = {(0, 0): "red", (320, 0): "green", (0, 240): "blue", (320, 240): "yellow"}
    for place, colour in corners.items():
        picture.paste(colour, (*place, place[0] + 320, place[1] + 240))
    return picture


@pytest.fixture(scope="module")
def preview(store, derive):
    """The preview of some bytes, opened."""

    def show(content, size=320):
        ended, sha256 = derive(content)
        assert ended.state == "ready"
        with Image.open(store.derived(sha256, size)) as picture:
            return picture.copy()

    return show


def photo(name):
    return (PHOTOS / name).read_bytes()


def saved(picture, kind, **how):
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def difference(one, other):
    """Mean difference per channel, 0 to 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def segments(content):
    """The JPEG markers (ITU-T T.81 annex B) up to the entropy-coded data, and what follows the end of the image."""
    markers, at = [], 2
    while content[at + 1] != 0xDA:
        markers.append(content[at + 1])
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return markers, content[content.rindex(b"\xff\xd9") + 2 :]


@pytest.mark.parametrize("name", [AREZZO, "iphone_omaha_gps.heic", "density_plot.png", "denali.webp"])
def test_a_real_photo_gets_both_sizes(derive, store, name):
    ended, sha256 = derive(photo(name))

    assert ended.state == "ready"
    with Image.open(store.derived(sha256, 1600)) as large, Image.open(store.derived(sha256, 320)) as small:
        assert (large.format, large.mode) == ("JPEG", "RGB")
        assert max(large.size) <= 1600
        assert max(small.size) == 320
    store.verify(sha256)


def test_a_large_photo_is_made_smaller_in_proportion(preview):
    assert preview(photo("iphone_omaha_gps.heic"), 1600).size == (1600, 1200)


@pytest.mark.parametrize("number", range(2, 9))
def test_however_the_camera_was_held_the_preview_is_upright(preview, number):
    upright = preview(photo("orientation/Landscape_1.jpg"))

    assert difference(preview(photo(f"orientation/Landscape_{number}.jpg")), upright) < 4


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_orientation_is_applied_once_in_every_format(preview, scene, kind):
    turned = Image.Exif()
    turned[ORIENTATION] = 6  # turn by 90° clockwise to see it upright
    content = saved(scene, kind, exif=turned, icc_profile=profile("sRGB"))

    assert difference(preview(content), scene.rotate(-90, expand=True).resize((240, 320))) < 8


def profile(space):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP")]
)
def test_every_colour_mode_looks_like_the_picture(preview, scene, mode, kind):
    assert difference(preview(saved(scene.convert(mode), kind)), scene.resize((320, 240))) < 8


def test_greys_of_sixteen_bits_stay_greys(preview):
    ramp = Image.linear_gradient("L").resize((320, 320))
    deep = ramp.convert("I").point(lambda level: level * 257).convert("I;16")

    assert difference(preview(saved(deep, "PNG")), ramp) < 4


def test_what_is_transparent_is_paper(preview, scene):
    clear = scene.convert("RGBA")
    clear.putalpha(0)

    assert preview(saved(clear, "PNG")).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("profile", [b"junk" * 100, profile("LAB")], ids=["junk", "of another space"])
def test_an_unusable_colour_profile_is_passed_over(preview, scene, profile):
    assert difference(preview(saved(scene, "JPEG", icc_profile=profile)), scene.resize((320, 240))) < 8


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "MPO"])
def test_of_several_pictures_the_first_is_shown(preview, scene, kind):
    content = saved(scene, kind, save_all=True, append_images=[Image.new("RGB", scene.size)] * 3)

    assert difference(preview(content), scene.resize((320, 240))) < 8


@pytest.mark.parametrize("size", [1600, 320])
def test_a_preview_carries_nothing_but_pixels(derive, store, scene, size):
    block = Image.Exif()
    block[ARTIST] = "李文清"
    block.get_ifd(GPS_IFD).update({1: "N", 2: (37.0, 46.0, 30.0), 3: "E", 4: (117.0, 23.0, 6.0)})
    told = {"exif": block, "icc_profile": profile("sRGB"), "xmp": b"<x:xmpmeta/>", "comment": b"secret comment"}
    _, sha256 = derive(saved(scene, "JPEG", **told) + b"PK\x03\x04 hidden archive")

    content = store.derived(sha256, size).read_bytes()

    markers, rest = segments(content)
    frames = {0xC0, 0xC2, 0xC4}
    assert set(markers) <= {0xE0, 0xDB} | frames
    assert rest == b""
    assert not any(word in content for word in (b"Exif", b"ICC_PROFILE", b"xmpmeta", b"secret", b"hidden"))


def png(width, height, data=b""):
    """A PNG of one bit a pixel whose header says *width* and *height*, whatever the data holds."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def jpeg(width, height):
    """A small JPEG whose frame header (SOF0) says *width* and *height*."""
    content = bytearray(saved(Image.new("RGB", (16, 16)), "JPEG"))
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


@pytest.mark.parametrize(
    "content", [png(10_001, 10_000), png(50_000, 50_000), jpeg(65_500, 65_500)], ids=["just", "far", "jpeg"]
)
def test_more_than_a_hundred_megapixels_are_not_even_tried(derive, content):
    ended, _ = derive(content)

    assert ended == Preview("none", "too_many_pixels")


@pytest.mark.parametrize(
    "name",
    [
        "pillow_truncated_jpeg.jpg",
        "pillow_broken_data_stream.png",
        "pngsuite_xhdn0g08.png",
        "png_0f5b7f736ab8.png",
    ],
)
def test_what_can_not_be_decoded_has_no_preview_and_stays_as_it_is(derive, store, name):
    ended, sha256 = derive(photo(f"malformed/{name}"))

    assert ended == Preview("none", "undecodable")
    assert store.derived(sha256, 320) is None
    store.verify(sha256)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"\0\0\0\x14ftypisom\0\0\0\0isom"], ids=["PDF", "MP4"])
def test_a_document_or_a_video_is_no_picture(derive, content):
    ended, _ = derive(content)

    assert ended == Preview("none", "not_an_image")


DERIVE = """
import re, sys
from pathlib import Path
from uploads import previews
from uploads.store import Store
print(previews.derive(Store(sys.argv[1]), sys.argv[2], "image/png").state)
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.slow
def test_a_bomb_takes_no_memory_of_the_process_that_asks(store):
    """Nearly a hundred million pixels in 12 kB: four hundred megabytes when decoded."""
    incoming = store.incoming(100_000)
    incoming.write(png(9_990, 9_990, data=zlib.compress(bytes(9_990 * (1 + 1249)))))
    received = incoming.finish()
    store.keep(received)

    asked = [sys.executable, "-c", DERIVE, store.root, received.sha256]
    state, peak_kb = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()

    assert state == "ready"
    assert int(peak_kb) < 150_000


FULL_DISK = """
import resource, sys
from uploads import previews
from uploads.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    previews.derive(Store(sys.argv[1]), sys.argv[2], "image/jpeg")
except OSError as error:
    print(error)
"""


def test_a_full_disk_is_no_fault_of_the_picture(derive, store):
    _, sha256 = derive(photo(AREZZO))

    asked = [sys.executable, "-c", FULL_DISK, store.root, sha256]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert said.startswith("uploads.pictures:derive: ")


def test_a_child_that_takes_too_long_is_ended(derive, store):
    _, sha256 = derive(photo(AREZZO))

    assert previews.derive(store, sha256, "image/jpeg", within_s=0.001) == Preview("none", "timed_out")


def test_a_damaged_original_gives_no_picture_of_something_else(derive, store):
    _, sha256 = derive(photo("denali.webp"))
    path = store.path(sha256)
    path.chmod(0o600)
    path.write_bytes(photo("density_plot.png"))

    with pytest.raises(Damaged):
        previews.derive(store, sha256, "image/webp")


def test_nothing_is_left_over_from_deriving(store):
    assert list((store.root / "incoming").iterdir()) == []
