"""The limited child process: ``python -m uploads.sandbox ORIGINAL MEDIA_TYPE FOLDER`` writes 1600.jpg and 320.jpg.

Whatever a hostile picture does to the decoder, it does to this process: no more memory, processor time or file size
than is set here, and nothing of the server within reach but the original.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 1024**3
PROCESSOR_S = 20
FILE_SIZE = 64 * 1024**2
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
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def derive(original: Path, media_type: str, folder: Path):
    """Write both sizes. Raises Refused."""
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
            large = _large(Image, image)
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise Refused("undecodable") from error
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.BOX)
    for size, picture in ((LARGE, large), (SMALL, small)):
        picture.save(folder / f"{size}.jpg", "JPEG", quality=QUALITY, optimize=True)


def _large(pillow, image):
    """The longest side 1600 px at most, upright, sRGB, in a new picture that carries nothing but pixels."""
    from PIL import ImageOps

    if image.format in ("JPEG", "MPO"):
        _draft(image)
    image.load()
    upright = ImageOps.exif_transpose(_srgb(image))
    upright.thumbnail((LARGE, LARGE), pillow.Resampling.BILINEAR, reducing_gap=None)
    clean = pillow.new("RGB", upright.size, (255, 255, 255))
    clean.paste(upright.convert("RGB"), mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    return clean


def _draft(image):
    """Let the decoder skip what will be thrown away: the smallest 1/8, 1/4 or 1/2 that is still large enough."""
    longest = max(image.size)
    scale = next((scale for scale in (8, 4, 2) if longest // scale >= LARGE), 1)
    image.draft("RGB", (image.width // scale, image.height // scale))


def _srgb(image):
    """Pixels as sRGB, from the embedded profile if there is a usable one."""
    from io import BytesIO

    from PIL import ImageCms

    profile, orientation = image.info.get("icc_profile"), image.getexif()
    plain = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    if profile and plain.mode == "RGB" and image.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            plain = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            plain = image.convert("RGB")  # an unusable profile: the pixels as they are
    plain.getexif().update(orientation)
    return plain


def main():
    original, media_type, folder = sys.argv[1:]
    limit()
    try:
        derive(Path(original), media_type, Path(folder))
    except Refused as refused:
        answer = {"state": "none", "reason": str(refused)}
    else:
        answer = {"state": "ready"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
