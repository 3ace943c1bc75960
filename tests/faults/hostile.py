"""Files that were made to hurt, or were hurt: ``(name, bytes, may be stored)``, the same for the same seed.

*May be stored* is what the content says (`uploads.sniff`): evidence is kept however broken it is, and what is no
evidence is refused however harmless.
"""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.people import PHOTOS

Made = tuple[str, bytes, bool]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SOUND = {
    ".jpg": PHOTOS / "nikon_p6000_arezzo_DSCN0010.jpg",
    ".png": PHOTOS / "density_plot.png",
    ".webp": PHOTOS / "denali.webp",
    ".heic": PHOTOS / "hopper.heic",
}
ISO = b"\0\0\0\x18ftyp%s\0\0\0\0%sisom"


def made(rng) -> Iterator[Made]:
    """All of them, more than three hundred."""
    for maker in (_bombs, _cut, _flipped, _tiff, _polyglots, _strangers, _videos, _pictures):
        for name, content, storable in maker(rng):
            yield f"{maker.__name__[1:]}: {name}", content, storable


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width, height, *chunks, depth=1, colour=0):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"".join((b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", header), *chunks, _chunk(b"IEND", b"")))


def _jpeg(width=64, height=48, **how):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", **how)
    return out.getvalue()


def _segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _sized(content, width, height):
    """A JPEG whose frame header claims another size."""
    at = content.index(b"\xff\xc0")
    return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]


def _bombs(rng):
    zeros = zlib.compress(bytes(64 * 1024 * 1024), 9)
    for side in (9_400, 13_000):
        yield f"{side}² PNG", _png(side, side, _chunk(b"IDAT", zlib.compress(bytes((side // 8 + 2) * side), 9))), True
    for side in (50_000, 2**31 - 1):
        yield f"PNG that claims {side}²", _png(side, side, _chunk(b"IDAT", zeros[:1000])), True
    yield "PNG of no size", _png(0, 0, _chunk(b"IDAT", zeros[:1000])), True
    for width, height in ((65_500, 65_500), (0, 0), (65_500, 1), (1, 65_500)):
        yield f"JPEG that claims {width}×{height}", _sized(_jpeg(), width, height), True
    for kind, head in ((b"zTXt", b"Comment\0\0"), (b"iCCP", b"icc\0\0"), (b"iTXt", b"XML\0\1\0\0\0")):
        yield (
            f"{kind.decode()} bomb",
            _png(8, 8, _chunk(kind, head + zeros), _chunk(b"IDAT", zlib.compress(bytes(16)))),
            True,
        )
    yield "eXIf bomb", _png(8, 8, _chunk(b"eXIf", bytes(3_000_000))), True
    yield "eXIf that claims 4 GB", _png(8, 8)[:33] + b"\xff\xff\xff\xffeXIf" + bytes(100), True
    yield "10,000 text chunks", _png(8, 8, *[_chunk(b"tEXt", b"a\0b")] * 10_001), True
    yield "20,000 JPEG comments", b"\xff\xd8" + _segment(0xFE, b"a") * 20_000 + _jpeg()[2:], True
    yield "JPEG of fill bytes", b"\xff\xd8" + b"\xff" * 2_000_000, True
    scans = _jpeg(512, 512, progressive=True)
    at = scans.rindex(b"\xff\xda")
    yield "2,000 progressive scans", scans[:at] + scans[at:-2] * 2_000 + b"\xff\xd9", True
    frames = io.BytesIO()
    first, *others = (Image.new("P", (8, 8), shade) for shade in range(200))
    first.save(frames, "WEBP", save_all=True, append_images=others)
    yield "WebP of 200 frames", frames.getvalue(), True


def _cut(rng):
    for suffix, path in SOUND.items():
        content = path.read_bytes()
        yield f"{suffix}, half", content[: len(content) // 2], True
        yield f"{suffix}, two bytes short", content[:-2], True
        for _ in range(10):
            yield f"{suffix}, cut somewhere", content[: rng.randrange(40, len(content))], True
        for least in (16, 20, 30, 64):
            yield f"{suffix}, its first {least} bytes", content[:least], True
        yield f"{suffix}, then nothing but zeros", content[:2000] + bytes(len(content) - 2000), True
    yield "nothing", b"", False
    yield "one byte", b"\xff", False


def _flipped(rng):
    for suffix, path in SOUND.items():
        for few in (1, 8, 64, 1000):
            for _ in range(5):
                content = bytearray(path.read_bytes())
                for _ in range(few):
                    content[rng.randrange(32, len(content))] ^= 1 << rng.randrange(8)
                yield f"{suffix}, {few} bits flipped", bytes(content), True
        for _ in range(5):  # where the structure is
            content = bytearray(path.read_bytes())
            content[32:300] = rng.randbytes(268)
            yield f"{suffix}, its head is noise", bytes(content), True


def _entry(tag, kind, count, value):
    return struct.pack("<HHII", tag, kind, count, value)


def _exif(*entries, after=0, further=b""):
    block = (
        b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", after) + further
    )
    return b"\xff\xd8" + _segment(0xE1, b"Exif\0\0" + block[:65_000]) + _jpeg()[2:]


def _tiff(rng):
    yield "a directory that is its own next", _exif(_entry(0x112, 3, 1, 1), after=8), True
    yield "a directory that is its own details", _exif(_entry(0x8769, 4, 1, 8)), True
    yield "a directory that is its own GPS", _exif(_entry(0x8825, 4, 1, 8)), True
    for tag in (0x8769, 0x8825):
        yield f"{tag:x} far outside", _exif(_entry(tag, 4, 1, 0xFFFFFFF0)), True
    gps = struct.pack("<H", 4) + _entry(1, 2, 2, ord("N")) + _entry(2, 5, 3, 100) + _entry(3, 2, 2, ord("E"))
    gps += _entry(4, 5, 3, 100) + bytes(4)
    for above, below in ((1, 0), (0, 0), (2**32 - 1, 1), (999, 1), (1, 2**32 - 1)):
        numbers = struct.pack("<II", above, below) * 3
        body = _entry(0x8825, 4, 1, 26) + bytes(4) + gps
        block = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + body
        block = block.ljust(100, b"\0") + numbers
        yield f"degrees {above}/{below}", b"\xff\xd8" + _segment(0xE1, b"Exif\0\0" + block) + _jpeg()[2:], True
    yield "65,000 directory entries", _exif(*[_entry(0x10F, 2, 1, 0)] * 5_000), True
    yield "a text of 4 GB", _exif(_entry(0x10F, 2, 0xFFFFFFFF, 8)), True
    yield "2³² numbers", _exif(_entry(0x8769, 4, 0xFFFFFFFF, 0xFFFFFFFF)), True
    for text in (
        b"<script>alert(1)</script>",
        b"'; DROP TABLE photo; --",
        b"=cmd|' /C calc'!A0",
        b"\xff\xfe\0\xd8" * 9,
    ):
        yield f"made by {text[:8]}", _exif(_entry(0x10F, 2, len(text), 26), further=text + b"\0"), True
    for orientation in (0, 9, 65_535):
        yield f"orientation {orientation}", _exif(_entry(0x112, 3, 1, orientation)), True
    for order in (b"II", b"MM", b"XX", b"I"):
        block = order + rng.randbytes(500)
        yield f"noise after {order.decode()}", b"\xff\xd8" + _segment(0xE1, b"Exif\0\0" + block) + _jpeg()[2:], True
    for number in range(40):
        yield f"directory of noise {number}", _exif(*(rng.randbytes(12) for _ in range(rng.randrange(1, 60)))), True


def _polyglots(rng):
    sound = SOUND[".jpg"].read_bytes()
    archive = b"PK\x03\x04" + bytes(26) + b"a" + b"PK\x05\x06" + bytes(18)
    tails = {
        "ZIP": archive,
        "HTML": b"<html><script>alert(1)</script>",
        "PHP": b"<?php system($_GET['c']); ?>",
        "ELF": b"\x7fELF" + bytes(60),
        "EICAR": EICAR,
        "PDF": b"%PDF-1.7\n%%EOF",
        "MP4 (a motion photo)": ISO % (b"mp42", b"mp42") + bytes(5000),
        "itself": sound,
    }
    for name, tail in tails.items():
        yield f"JPEG and then {name}", sound + tail, True
        yield f"PNG and then {name}", SOUND[".png"].read_bytes() + tail, True
    for name, tail in tails.items():
        if len(tail) < 60_000:
            yield f"JPEG with {name} in a comment", b"\xff\xd8" + _segment(0xFE, tail) + sound[2:], True
    yield "PDF that is a JPEG further on", b"%PDF-1.7\n" + sound, True
    yield "PDF that runs", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj", True
    yield "JPEG that begins as GIF", b"GIF89a" + sound, False


def _strangers(rng):
    texts = {
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "SVG that expands": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n(%pipe%id) (w) file\n%%EOF",
        "EPS for DOS": b"\xc5\xd0\xd3\xc6\x20\0\0\0" + bytes(24) + b"%!PS-Adobe-3.0 EPSF-3.0\n",
        "PS": b"%!PS\nwhile true {} loop",
        "WMF": b"\xd7\xcd\xc6\x9a" + bytes(60),
        "EMF": b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60),
        "PSD": b"8BPS\0\1" + bytes(60),
        "FITS": b"SIMPLE  =                    T".ljust(2880),
        "GIF": b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(60),
        "BMP": b"BM" + bytes(60),
        "ICO": b"\0\0\1\0\1\0" + bytes(60),
        "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(60),
        "EICAR": EICAR,
        "ELF": b"\x7fELF" + bytes(60),
        "Windows program": b"MZ" + bytes(100),
        "HTML": b"<!doctype html><script>alert(1)</script>",
        "gzip": b"\x1f\x8b\x08" + bytes(60),
        "ZIP": b"PK\x03\x04" + bytes(60),
        "text": "占道经营".encode() * 100,
        "zeros": bytes(5000),
        "noise": b"\0" + rng.randbytes(5000),
        "AVIF": ISO % (b"avif", b"mif1") + bytes(500),
        "RIFF of sound": b"RIFF\xff\xff\xff\xffWAVE" + bytes(60),
    }
    for name, content in texts.items():
        yield name, content, False
    for order in (b"II*\0", b"MM\0*"):
        yield f"TIFF {order}", order + rng.randbytes(500), False
    for number in range(20):
        yield f"noise {number}", b"\0" + rng.randbytes(rng.randrange(1, 5000)), False


def _videos(rng):
    for brand, name in ((b"isom", "MP4"), (b"mp42", "MP4"), (b"qt  ", "MOV"), (b"3gp4", "3GP")):
        head = ISO % (brand, brand)
        yield f"{name} and no more", head, True
        yield f"{name} of noise", head + rng.randbytes(20_000), True
        yield f"{name}, a box of 2⁶⁴", head + b"\0\0\0\1moov" + b"\xff" * 8 + bytes(100), True
        yield (
            f"{name}, boxes in boxes",
            head + b"".join(struct.pack(">I", 8 * n) + b"moov" for n in range(500, 0, -1)),
            True,
        )
    for brand in (b"heic", b"mif1", b"heix", b"msf1"):
        head = ISO % (brand, b"heic")
        yield f"HEIC ({brand.decode()}) and no more", head, True
        meta = rng.randbytes(rng.randrange(100, 2000))
        yield f"HEIC ({brand.decode()}), meta of noise", head + struct.pack(">I", len(meta) + 8) + b"meta" + meta, True
        yield f"HEIC ({brand.decode()}), meta of 4 GB", head + b"\xff\xff\xff\xffmeta" + meta, True
        for box in (b"iloc", b"iinf", b"iref", b"iprp"):
            body = bytes(4) + struct.pack(">I", 508) + box + rng.randbytes(500)
            yield (
                f"HEIC ({brand.decode()}), {box.decode()} of noise",
                head + struct.pack(">I", len(body) + 8) + b"meta" + body,
                True,
            )
    for number in range(10):
        yield f"PDF of noise {number}", b"%PDF-1." + rng.randbytes(rng.randrange(10, 5000)), True


def _pictures(rng):
    """Odd, but sound."""
    for mode in ("L", "CMYK"):
        out = io.BytesIO()
        Image.new(mode, (300, 200)).save(out, "JPEG")
        yield f"JPEG {mode}", out.getvalue(), True
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        out = io.BytesIO()
        Image.new(mode, (300, 200)).save(out, "PNG")
        yield f"PNG {mode}", out.getvalue(), True
    out, said = io.BytesIO(), PngInfo()
    said.add_text("Comment", "a" * 100_000, zip=True)
    Image.new("RGB", (10, 10)).save(out, "PNG", pnginfo=said)
    yield "PNG with a long text", out.getvalue(), True
    for size in ((1, 1), (1, 20_000), (20_000, 1), (6_000, 6_000)):
        yield f"JPEG {size}", _jpeg(*size), True
    out = io.BytesIO()
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    yield "MPO", out.getvalue(), True
    yield "MPO, its second picture missing", out.getvalue()[: len(out.getvalue()) // 3], True
    for profile in (b"", b"noise" * 100, rng.randbytes(60_000)):
        yield f"JPEG with a bad profile of {len(profile)}", _jpeg(icc_profile=profile), True
