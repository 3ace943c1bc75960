"""The limited child process: ``python -m uploads.sandbox ORIGINAL MEDIA_TYPE FOLDER`` writes 1600.jpg and 320.jpg.

Whatever a hostile picture does to the decoder, it does to this process, which has no more memory, processor time and
file size than is set here. How it ended is one line of JSON: ``{"state": "ready"|"none", "reason": null|code}``;
when the disk refuses the copies, which is no fault of the picture, it is the status EX_IOERR (sysexits.h) instead.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

LIMITS = {
    resource.RLIMIT_AS: 1024**3,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 64 * 1024**2,
    resource.RLIMIT_CORE: 0,
}
MAX_PIXELS = 100_000_000
LARGE, SMALL = 1600, 320
QUALITY = 85
FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
    "image/heif": ("HEIF",),
}


class Refused(Exception):
    """No preview, and the code of the reason."""


def limit():
    for kind, most in LIMITS.items():
        hard = resource.getrlimit(kind)[1]
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)  # whoever runs us may allow less
        resource.setrlimit(kind, (lower, lower))


def derive(original: Path, media_type: str, folder: Path):
    """Write both sizes. Raises Refused, and OSError when the disk refuses them."""
    from PIL import Image

    if media_type not in FORMATS:
        raise Refused("not_an_image")
    if media_type in ("image/heic", "image/heif"):
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own limit below refuses with a reason
    try:
        with Image.open(original, formats=FORMATS[media_type]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused("too_many_pixels")
            large = _large(image)
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise Refused("undecodable") from error
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.BOX)
    for size, picture in ((LARGE, large), (SMALL, small)):
        encoded = BytesIO()  # Pillow's encoder does not notice when a full disk takes only a part
        picture.save(encoded, "JPEG", quality=QUALITY, optimize=True)
        (folder / f"{size}.jpg").write_bytes(encoded.getbuffer())


def _large(image):
    """The longest side 1600 px at most, upright, sRGB, in a new picture that carries nothing but pixels."""
    from PIL import Image, ImageOps

    if image.format in ("JPEG", "MPO"):
        _draft(image)
    profile = image.info.get("icc_profile")
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    picture = _opaque(image)
    picture.thumbnail((LARGE, LARGE), Image.Resampling.BILINEAR, reducing_gap=None)
    pixels = _srgb(picture, profile)
    clean = Image.new("RGB", pixels.size)
    clean.paste(pixels)
    return clean


def _draft(image):
    """Let the decoder skip what will be thrown away: the smallest 1/8, 1/4 or 1/2 that is still large enough."""
    longest = max(image.size)
    scale = next((scale for scale in (8, 4, 2) if longest // scale >= LARGE), 1)
    image.draft(None, (image.width // scale, image.height // scale))


def _opaque(image):
    """Eight bits a channel, on white paper: RGB, or what a profile may speak of instead (L, CMYK)."""
    from PIL import Image

    if image.has_transparency_data:
        coloured = image.convert("RGBA")
        paper = Image.new("RGB", coloured.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        return paper
    if image.mode in ("RGB", "L", "CMYK"):
        return image
    if image.mode.startswith("I"):  # 16-bit greys, which a plain conversion would clip to white
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    return image.convert("RGB")


def _srgb(picture, profile):
    """The pixels as sRGB: by the embedded profile (ICC.1) if it is usable, else as they are."""
    from PIL import ImageCms

    if profile:
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return picture.convert("RGB")


def main():
    original, media_type, folder = sys.argv[1:]
    limit()
    try:
        derive(Path(original), media_type, Path(folder))
    except Refused as refused:
        answer = {"state": "none", "reason": str(refused)}
    except OSError as error:
        sys.stderr.write(str(error))
        sys.exit(os.EX_IOERR)
    else:
        answer = {"state": "ready", "reason": None}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
