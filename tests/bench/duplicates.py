"""Photos that look alike: found among a million within 50 ms, how often wrongly so, and which copies are recognised.

Half of the million hashes are any, half are those of drawn streets with up to 24 bits flipped, so that quarters are as
unevenly shared as among real pictures. Half of the questions have a near one planted, which must be found.
"""

import io
import random
import tempfile
import time
from collections import Counter
from itertools import combinations
from statistics import quantiles

from PIL import ImageDraw, ImageEnhance
from sqlalchemy import text
from sqlalchemy.orm import Session

from inspections import bulk, likeness, migrations
from inspections.db import Database
from inspections.models import PhotoBand
from tests import cluster
from uploads.likeness import phash

PHOTOS, QUESTIONS, DRAWN = 1_000_000, 500, 300
WHOLE, HALF = likeness.WHOLE, 2**63


def measure():
    from . import scenes

    real, drawn = _small(scenes.real()), _small(scenes.drawn(DRAWN))
    hashes = [phash(picture) for picture in drawn]
    _wrongly("pieces of real photos", [phash(picture) for picture in real])
    _wrongly("drawn streets", hashes)
    for label, change in CHANGES.items():
        _recognised(label, change, [*real, *drawn])
    with tempfile.TemporaryDirectory() as name:
        _index(Database(f"sqlite:///{name}/lanjian.db"), hashes, "SQLite")
    reason = cluster.available()
    if reason:
        print(f"PostgreSQL left out: {reason}")
        return
    with cluster.Cluster() as server:
        _index(Database(server.create("duplicates")), hashes, "PostgreSQL")


def _small(pictures):
    """As the previews' worker looks at them."""
    for picture in pictures:
        picture.thumbnail((320, 320))
    return pictures


def _bits(one, other):
    return ((one ^ other) & WHOLE).bit_count()


def _wrongly(label, hashes):
    """How many pairs, and how many pictures, of different spots would be taken for near duplicates."""
    seen = [one for one in hashes if one is not None]
    pairs = [(first, second, _bits(seen[first], seen[second])) for first, second in combinations(range(len(seen)), 2)]
    wrong = [pair for pair in pairs if pair[2] <= likeness.NEAR_BITS]
    touched = {number for pair in wrong for number in pair[:2]}
    closest = sorted(Counter(bits for *_, bits in pairs if bits <= 12).items())
    print(
        f"{len(seen)} {label} ({len(hashes) - len(seen)} more are blank): {len(wrong)} of {len(pairs):,} pairs near, "
        f"{len(touched) / len(seen):.2%} of the pictures; pairs by bits, up to 12: {closest}"
    )


def _jpeg(picture, quality):
    from PIL import Image

    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def _stamped(picture):
    """With the band of a watermark camera."""
    stamped = picture.copy()
    draw, (width, height) = ImageDraw.Draw(stamped), picture.size
    draw.rectangle((0, int(height * 0.85), width // 2, height), fill=(20, 30, 40))
    draw.text((4, int(height * 0.88)), "2026-06-29 10:05", fill="white", font_size=max(8, height // 20))
    return stamped


def _trimmed(picture, share):
    width, height = picture.size
    return picture.crop((int(width * share), int(height * share), int(width * (1 - share)), int(height * (1 - share))))


CHANGES = {
    "saved again (quality 50)": lambda picture: _jpeg(picture, 50),
    "half as large (quality 70)": lambda picture: _jpeg(picture.reduce(2), 70),
    "brighter by a fifth": lambda picture: ImageEnhance.Brightness(picture).enhance(1.2),
    "trimmed by 1 % a side": lambda picture: _trimmed(picture, 0.01),
    "trimmed by 3 % a side": lambda picture: _trimmed(picture, 0.03),
    "with a watermark": _stamped,
}


def _recognised(label, change, pictures):
    pairs = [(phash(picture), phash(change(picture))) for picture in pictures]
    seen = [pair for pair in pairs if None not in pair]
    found = sum(_bits(*pair) <= likeness.NEAR_BITS for pair in seen)
    print(f"{label}: {found / len(seen):.0%} of {len(seen)} recognised")


def _index(database, bases, label):
    migrations.upgrade(database)
    chance = random.Random(PHOTOS)
    bases = [base for base in bases if base is not None]
    hashes = [chance.getrandbits(64) - HALF for _ in range(PHOTOS // 2)]
    hashes += [_flipped(chance, chance.choice(bases), chance.randint(0, 24)) for _ in range(PHOTOS // 2)]
    begun = time.perf_counter()
    _fill(database, hashes)
    print(f"{label}: {PHOTOS:,} photos in the index after {time.perf_counter() - begun:.0f} s")
    took, came = [], []
    with database.read() as session:
        for number in range(QUESTIONS):
            planted = number % 2 == 0
            question = _flipped(chance, chance.choice(hashes), 6) if planted else chance.getrandbits(64) - HALF
            begun = time.perf_counter()
            found = likeness.near(session, question)
            took.append(time.perf_counter() - begun)
            came.append(len(found))
            assert found or not planted
    cuts = quantiles(took, n=100)
    print(
        f"{label}: near photos (goal 50 ms): p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, "
        f"at most {max(took) * 1000:.1f} ms; up to {max(came)} found"
    )
    database.close()


def _flipped(chance, base, bits):
    for place in chance.sample(range(64), bits):
        base ^= 1 << place
    return ((base + HALF) & WHOLE) - HALF


def _fill(database, hashes):
    """Straight into the index, without the photos that it points at: they are looked up once some were found."""
    ids = bulk.ids(len(hashes))
    with database.schema_change() as connection:
        session = Session(connection)
        if not database.is_sqlite:
            session.execute(text("SET LOCAL session_replication_role = replica"))  # foreign keys off
        for band in range(likeness.BANDS):
            rows = sorted((likeness.keys(seen)[band], id_, seen) for id_, seen in zip(ids, hashes, strict=True))
            names = ("key", "photo_id", "phash")
            bulk.insert(session, PhotoBand.__table__, dict(zip(names, zip(*rows, strict=True), strict=True)), {})
    if not database.is_sqlite:
        database.write(lambda session: session.execute(text("ANALYZE photo_band")))
