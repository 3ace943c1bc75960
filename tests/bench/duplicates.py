"""Photos that look alike: found among a million within 50 ms, how often wrongly so, and which copies are recognised.

Half of the million hashes are any, half are those of drawn streets with up to 24 bits flipped, so that quarters are as
unevenly shared as among real pictures. Half of the questions have a near one planted, which must be found.
"""

import gc
import io
import random
import tempfile
import time
from collections import Counter
from itertools import combinations, product
from statistics import quantiles

from PIL import ImageDraw, ImageEnhance
from sqlalchemy import text
from sqlalchemy.orm import Session, configure_mappers

from inspections import bulk, likeness, migrations
from inspections.db import Database
from inspections.models import PhotoBand
from tests import cluster
from uploads import pictures
from uploads.likeness import looks

PHOTOS, QUESTIONS, DRAWN = 1_000_000, 500, 300
WHOLE, HALF = likeness.WHOLE, 2**63


def measure():
    from . import scenes

    real, drawn = _small(scenes.real()), _small(scenes.drawn(DRAWN))
    hashes = [looks(picture) for picture in drawn]
    _wrongly("pieces of real photos", [looks(picture) for picture in real])
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


def _small(drawn):
    """As the previews' worker looks at them."""
    return [pictures.smaller(picture.convert("RGB"), pictures.SMALL) for picture in drawn]


def _bits(one, other):
    """In how many bits the whole or the middle differs, whichever is nearer; 64 for blank ones."""
    pairs = [pair for pair in zip(one, other, strict=True) if None not in pair]
    return min((((left ^ right) & WHOLE).bit_count() for left, right in pairs), default=64)


def _wrongly(label, hashes):
    """How many pairs, and how many pictures, of different spots would be taken for near duplicates."""
    seen = [one for one in hashes if set(one) != {None}]
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


def _stamped(picture, top, share):
    """With the band of a watermark camera, from *top* of the height down, over *share* of the width."""
    stamped = picture.copy()
    draw, (width, height) = ImageDraw.Draw(stamped), picture.size
    draw.rectangle((0, int(height * top), int(width * share), height), fill=(20, 30, 40))
    draw.text((4, int(height * (top + 0.03))), "2026-06-29 10:05", fill="white", font_size=max(8, height // 20))
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
    "with a watermark over a twelfth": lambda picture: _stamped(picture, 0.85, 0.5),
    "with a watermark over a fifth": lambda picture: _stamped(picture, 0.8, 1),
    "with a watermark over a quarter": lambda picture: _stamped(picture, 0.75, 1),
}


def _recognised(label, change, pictures):
    bits = [_bits(looks(picture), looks(change(picture))) for picture in pictures]
    found = sum(one <= likeness.NEAR_BITS for one in bits)
    print(f"{label}: {found / len(bits):.0%} of {len(bits)} recognised")


def _index(database, bases, label):
    migrations.upgrade(database)
    chance = random.Random(PHOTOS)
    bases = [base for base in bases if None not in base]
    hashes = [_any(chance) for _ in range(PHOTOS // 2)]
    hashes += [_flipped(chance, chance.choice(bases), chance.randint(0, 24)) for _ in range(PHOTOS // 2)]
    begun = time.perf_counter()
    _fill(database, hashes)
    print(f"{label}: {PHOTOS:,} photos in the index after {time.perf_counter() - begun:.0f} s")
    configure_mappers()  # as every server has by its first request
    gc.freeze()  # a search for cycles among a million hashes is ours, not the look-up's
    took, busy, came = [], [], []
    with database.read() as session:
        for number in range(QUESTIONS):
            planted = number % 2 == 0
            question = _flipped(chance, chance.choice(hashes), 6) if planted else _any(chance)
            begun = time.perf_counter(), time.process_time()
            found = likeness.near(session, question)
            took.append(time.perf_counter() - begun[0])
            busy.append(time.process_time() - begun[1])
            came.append(len(found))
            assert found or not planted
    cuts, worked = quantiles(took, n=100), quantiles(busy, n=100)
    print(
        f"{label}: near photos (goal 50 ms): p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, "
        f"at most {max(took) * 1000:.1f} ms, of which our process worked {worked[49] * 1000:.1f}, "
        f"{worked[98] * 1000:.1f} and {max(busy) * 1000:.1f} ms; up to {max(came)} found"
    )
    database.close()


def _any(chance):
    """What nothing looks like: whole and middle."""
    return [chance.getrandbits(64) - HALF for _ in range(2)]


def _flipped(chance, base, bits):
    """*base* with that many bits of each hash turned."""
    flips = [sum(1 << place for place in chance.sample(range(64), bits)) for _ in base]
    return [(((one ^ flip) + HALF) & WHOLE) - HALF for one, flip in zip(base, flips, strict=True)]


def _fill(database, hashes):
    """Straight into the index, without the photos that it points at: they are looked up once some were found."""
    ids = bulk.ids(len(hashes))
    with database.schema_change() as connection:
        session = Session(connection)
        if not database.is_sqlite:
            session.execute(text("SET LOCAL session_replication_role = replica"))  # foreign keys off
        for view, band in product(range(2), range(likeness.BANDS)):
            seen = [both[view] for both in hashes]
            rows = sorted((likeness.keys(view, one)[band], id_, one) for id_, one in zip(ids, seen, strict=True))
            names = ("key", "photo_id", "phash")
            bulk.insert(session, PhotoBand.__table__, dict(zip(names, zip(*rows, strict=True), strict=True)), {})
    if not database.is_sqlite:
        database.write(lambda session: session.execute(text("ANALYZE photo_band")))
