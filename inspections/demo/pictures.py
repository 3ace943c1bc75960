"""Generated photographs for the demonstration: plainly drawn, never a picture of a real place."""

import io
import random
from datetime import datetime

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
WIDTH, HEIGHT = 1600, 1200
GROUND = {"sidewalk": (168, 160, 150), "motor_lane": (92, 94, 98), "green": (112, 138, 92), "farmland": (150, 128, 92)}
OTHER_GROUND = (136, 134, 130)


def photograph(spot: dict, kind: str, at: datetime, place: tuple[float, float] | None, fixed: bool) -> bytes:
    """A JPEG of the *spot*, its EXIF with time and, if known, WGS 84 position. Same input, same bytes."""
    from PIL import Image, ImageDraw

    chance = random.Random(f"{spot['key']} {kind} {fixed}")
    ground = GROUND.get(spot["place_kind"], OTHER_GROUND)
    grain = Image.frombytes("L", (WIDTH // 8, HEIGHT // 8), chance.randbytes(WIDTH * HEIGHT // 64))
    small = Image.blend(Image.new("RGB", grain.size, ground), Image.merge("RGB", (grain, grain, grain)), 0.12)
    image = small.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    draw = ImageDraw.Draw(image)
    _cover(draw, chance, 420 if kind == "near" else 170, fixed)
    draw.rectangle((0, HEIGHT - 70, WIDTH, HEIGHT), fill=(20, 24, 32))
    draw.text(
        (24, HEIGHT - 58), f"DEMO  {spot['key']}  {kind}  {at:%Y-%m-%d %H:%M}", fill=(255, 255, 255), font_size=36
    )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, exif=_exif(Image, at, place))
    return out.getvalue()


def _cover(draw, chance, radius, fixed):
    """A round cover: ajar over a dark shaft while the hazard stands, whole and level once it is fixed."""
    x, y = WIDTH // 2 + chance.randint(-120, 120), HEIGHT // 2 + chance.randint(-60, 60)
    draw.ellipse((x - radius - 30, y - radius - 30, x + radius + 30, y + radius + 30), fill=(120, 118, 114))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(12, 12, 14))
    shift = 0 if fixed else radius // 2
    box = (x - radius + shift, y - radius - shift // 3, x + radius + shift, y + radius - shift // 3)
    draw.ellipse(box, fill=(74, 78, 84), outline=(44, 46, 50), width=max(4, radius // 30))
    step = max(18, radius // 7)
    for line in range(-radius + step, radius, step):
        half = int((radius**2 - line**2) ** 0.5 * 0.86)
        middle = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2 + line
        draw.line(
            (middle[0] - half, middle[1], middle[0] + half, middle[1]), fill=(100, 104, 110), width=max(3, step // 5)
        )


def _exif(pillow, at, place):
    exif = pillow.Exif()
    exif[0x0110] = "Lanjian demo"
    details = exif.get_ifd(EXIF_IFD)
    details[0x9003], details[0x9011] = f"{at:%Y:%m:%d %H:%M:%S}", f"{at:%z}"[:3] + ":00"
    if place:
        gps = exif.get_ifd(GPS_IFD)
        gps[1], gps[2] = "N", _sexagesimal(place[1])
        gps[3], gps[4] = "E", _sexagesimal(place[0])
    return exif


def _sexagesimal(degrees):
    minutes = (degrees - int(degrees)) * 60
    return float(int(degrees)), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)
