"""Pictures of different spots: pieces of the real photos of the tests that share no pixel, and drawn street scenes."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageOps
from pillow_heif import register_heif_opener

PHOTOS = Path(__file__).parent.parent / "data" / "photos"
#  photo                                   columns and rows of pieces
PIECES = {
    "iphone_omaha_gps.heic": (10, 7),
    "orientation/Landscape_1.jpg": (8, 6),
    "nikon_p6000_arezzo_DSCN0010.jpg": (4, 3),
    "nikon_p6000_arezzo_DSCN0012.jpg": (4, 3),
    "denali.webp": (4, 2),
    "gps_ifd_without_lat_canon40d.jpg": (1, 1),
    "kodak_cx7530_kenya.jpg": (1, 1),
    "hopper.heic": (1, 1),
}
SIZE = WIDTH, HEIGHT = 640, 480


def real() -> list[Image.Image]:
    register_heif_opener(thumbnails=False)
    found = []
    for name, (columns, rows) in PIECES.items():
        with Image.open(PHOTOS / name) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
        wide, high = picture.width // columns, picture.height // rows
        boxes = [(x * wide, y * high, (x + 1) * wide, (y + 1) * high) for y in range(rows) for x in range(columns)]
        found += [picture.crop(box) for box in boxes]
    return found


def drawn(count: int) -> list[Image.Image]:
    return [_street(random.Random(number)) for number in range(count)]


def _street(chance):
    """Sky, houses, a road that runs off somewhere, a cover, a shadow, and the grain of a phone's sensor."""
    horizon = chance.randint(60, 300)
    picture = Image.new("RGB", SIZE, _colour(chance, 120, 250))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, horizon, WIDTH, HEIGHT), fill=_colour(chance, 60, 190))
    for _ in range(chance.randint(0, 6)):
        left, top = chance.randint(-80, WIDTH), chance.randint(0, horizon)
        draw.rectangle((left, top, left + chance.randint(30, 240), horizon), fill=_colour(chance, 30, 230))
    end = chance.randint(0, WIDTH)
    edges = sorted(chance.randint(-300, WIDTH + 300) for _ in range(2))
    draw.polygon([(end - 8, horizon), (end + 8, horizon), (edges[1], HEIGHT), (edges[0], HEIGHT)], fill=_grey(chance))
    x, y, radius = chance.randint(80, 560), chance.randint(horizon, HEIGHT), chance.randint(20, 150)
    draw.ellipse((x - radius, y - radius // 2, x + radius, y + radius // 2), fill=_grey(chance))
    corners = [(chance.randint(0, WIDTH), chance.randint(0, HEIGHT)) for _ in range(4)]
    shade = Image.new("L", SIZE, 255)
    ImageDraw.Draw(shade).polygon(corners, fill=chance.randint(90, 200))
    dark = Image.composite(picture, Image.new("RGB", SIZE), shade.filter(ImageFilter.GaussianBlur(6)))
    grain = Image.frombytes("L", (160, 120), chance.randbytes(160 * 120)).resize(SIZE)
    return Image.blend(dark, Image.merge("RGB", (grain, grain, grain)), 0.08)


def _colour(chance, low, high):
    return tuple(chance.randint(low, high) for _ in range(3))


def _grey(chance):
    return (chance.randint(30, 200),) * 3
