"""Making the smaller copies of a picture, in a limited child (see `sandbox`): decoders meet hostile bytes here."""

from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

from . import likeness

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


def derive(original: str, media_type: str, folder: str) -> dict:
    """Write 1600.jpg and 320.jpg; ``{"state": "ready"|"none", "reason": null|code, "looks": [null|number, …]}``.

    OSError when the disk refuses.
    """
    try:
        looks = _derive(Path(original), media_type, Path(folder))
    except Refused as refused:
        return {"state": "none", "reason": str(refused), "looks": []}
    return {"state": "ready", "reason": None, "looks": looks}


def _derive(original, media_type, folder):
    with opened(original, media_type) as image:
        if image.format in ("JPEG", "MPO"):
            _draft(image)
        large = clean(image, LARGE)
    small = smaller(large, SMALL)
    for size, picture in ((LARGE, large), (SMALL, small)):
        write(picture, folder / f"{size}.jpg", QUALITY)
    return likeness.looks(small)


@contextmanager
def opened(original: Path, media_type: str):
    """The picture, its pixels not decoded yet. Raises Refused, also when decoding fails before the context ends."""
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
            yield image
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise Refused("undecodable") from error


def clean(image, longest: int | None = None):
    """Upright, sRGB, its longest side at most *longest* px, in a new picture that carries nothing but pixels."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    picture = _opaque(image)
    if longest:
        picture = smaller(picture, longest)
    pixels = _srgb(picture, profile)
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare


def smaller(picture, longest: int):
    """The picture (RGB, L or CMYK) if its sides are at most *longest* px, else a new one of that size.

    Catmull-Rom, in the processor's wide registers: a fifth of the time of Pillow's, and what is written stays sharp.
    """
    from cykooz_resizer import FilterType, ResizeAlg, ResizeOptions, Resizer
    from PIL import Image

    share = longest / max(picture.size)
    if share >= 1:
        return picture
    reduced = Image.new(picture.mode, [max(1, round(side * share)) for side in picture.size])
    how = ResizeOptions(resize_alg=ResizeAlg.convolution(FilterType.catmull_rom))
    Resizer().resize_pil(picture, reduced, how)
    return reduced


def write(picture, path: Path, quality: int):
    """Save as JPEG. OSError when the disk refuses; Pillow's encoder does not notice when it takes only a part."""
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=quality, optimize=True)
    path.write_bytes(encoded.getbuffer())


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
    return picture if picture.mode == "RGB" else picture.convert("RGB")
