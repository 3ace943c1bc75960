"""Drawing a copy of one picture, or of two side by side, in a limited child (see `sandbox`): boxes over what nobody
else may see, marks that show something, lines of text below."""

import json
from math import ceil, floor
from pathlib import Path

from .marking import marked
from .pictures import Refused, clean, opened, write

QUALITY = 90
PAIR_HEIGHT = 1600  # px at most, of each of two pictures side by side
GUTTER = 16
FONTS = (  # with Chinese, where systems keep them, the best first
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK*.ttc",
    "NotoSansSC*.?tf",
    "SourceHanSans*",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def draw(recipe: str, target: str) -> dict:
    """Write *target*, a JPEG that holds nothing but pixels, as the JSON *recipe* says: a list of ``{"path",
    "media_type", "boxes", "picture_width", "lines", "marks", "marks_width"}`` (see `derivatives.Part`). A box is
    ``[x, y, width, height]`` in pixels of the upright picture, or of a copy of it that is *picture_width* wide.

    Answers ``{"width", "height"}`` or ``{"refused": code, …}``. OSError when the disk refuses.
    """
    parts = json.loads(recipe)
    try:
        pictures = [marked(_covered(part), part["marks"], part["marks_width"], _font) for part in parts]
        if len(pictures) > 1:
            pictures = _of_one_height(pictures)
        pictures = [_captioned(picture, part["lines"]) for picture, part in zip(pictures, parts, strict=True)]
    except Refused as refused:
        return {"refused": str(refused), **getattr(refused, "details", {})}
    picture = _side_by_side(pictures) if len(pictures) > 1 else pictures[0]
    write(picture, Path(target), QUALITY)
    return {"width": picture.width, "height": picture.height}


def _covered(part):
    """The upright picture with its boxes in black: what is only blurred can be guessed back."""
    from PIL import ImageDraw

    with opened(Path(part["path"]), part["media_type"]) as image:
        picture = clean(image)
    pencil = ImageDraw.Draw(picture)
    scale = picture.width / (part["picture_width"] or picture.width)
    for number, box in enumerate(part["boxes"]):
        left, top, right, bottom = _outward(*box, scale)
        if max(right - picture.width, bottom - picture.height) > scale - 1:  # a copy's height was rounded
            refused = Refused("box_outside")
            refused.details = {"box": number, "width": picture.width, "height": picture.height}
            raise refused
        pencil.rectangle((left, top, right - 1, bottom - 1), fill="black")
    return picture


def _outward(x, y, width, height, scale):
    """Left, top, right and bottom in whole pixels, covering at least what was meant."""
    return floor(x * scale), floor(y * scale), ceil((x + width) * scale), ceil((y + height) * scale)


def _of_one_height(pictures):
    height = min(PAIR_HEIGHT, *(picture.height for picture in pictures))
    return [picture.resize((round(picture.width * height / picture.height) or 1, height)) for picture in pictures]


def _captioned(picture, lines):
    """The picture over a band with the *lines*: nothing of it is hidden by its stamp."""
    from PIL import Image, ImageDraw

    if not lines:
        return picture
    size = max(12, min(picture.width // 32, 96))
    font, margin = _font(size), size // 2
    rows = [row for line in lines for row in _wrapped(line, font, picture.width - 2 * margin)]
    step = size * 3 // 2
    paper = Image.new("RGB", (picture.width, picture.height + step * len(rows) + 2 * margin), (20, 24, 32))
    paper.paste(picture)
    pencil = ImageDraw.Draw(paper)
    for number, row in enumerate(rows):
        pencil.text((margin, picture.height + margin + number * step), row, font=font, fill="white")
    return paper


def _wrapped(line, font, width):
    """The line in rows that fit; Chinese may be broken anywhere."""
    row = ""
    for char in line:
        if row and font.getlength(row + char) > width:
            yield row
            row = ""
        row += char
    yield row


def _font(size):
    """A font of this machine that has Chinese; Refused when there is none."""
    from PIL import ImageFont

    for path in (path for name in FONTS for folder in FONT_FOLDERS for path in sorted(Path(folder).rglob(name))):
        faces = [ImageFont.truetype(path, size, index=number) for number in range(_faces(path))]
        return next((face for face in faces if face.getname()[0].endswith(" SC")), faces[0])
    raise Refused("no_chinese_font")


def _faces(path):
    """How many faces a font file holds (ISO/IEC 14496-22: a collection begins with ttcf)."""
    with path.open("rb") as file:
        head = file.read(12)
    return int.from_bytes(head[8:12]) if head[:4] == b"ttcf" else 1


def _side_by_side(pictures):
    from PIL import Image

    width = sum(picture.width for picture in pictures) + GUTTER * (len(pictures) - 1)
    paper, x = Image.new("RGB", (width, max(picture.height for picture in pictures)), "white"), 0
    for picture in pictures:
        paper.paste(picture, (x, 0))
        x += picture.width + GUTTER
    return paper
