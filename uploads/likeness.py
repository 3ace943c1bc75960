"""What a picture looks like, as 64 bits that hardly change when it is saved again, resized or brightened: of the whole,
and of its middle, which the bands of watermark cameras leave free.

The perceptual hash pHash (Zauner 2010, §3.2.1): 32 × 32 greys, the lowest 8 × 8 frequencies of their discrete cosine
transform (DCT-II), and for each whether it is above their median.
"""

import math
from statistics import median

SIDE, LOWEST = 32, 8
COSINES = [[math.cos(math.pi * u * (2 * x + 1) / (2 * SIDE)) for x in range(SIDE)] for u in range(LOWEST)]
FAINT = 1000.0  # the strongest frequency of a blank picture: a wave of two grey levels of 256 across it makes 1024


MIDDLE = (0.125, 0.8)  # of the height: from below a band at the top to above one at the bottom


def looks(picture) -> list[int | None]:
    """The hash of the whole picture and that of its middle."""
    above, below = (round(part * picture.height) for part in MIDDLE)
    return [phash(picture), phash(picture.crop((0, above, picture.width, max(below, above + 1))))]


def phash(picture) -> int | None:
    """The hash of a Pillow image, as a signed 64-bit number; None when it is so blank that noise would decide."""
    from PIL import Image

    greys = picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    rows = [_lowest(greys[at : at + SIDE]) for at in range(0, SIDE * SIDE, SIDE)]
    columns = [_lowest(column) for column in zip(*rows, strict=True)]
    frequencies = [value for column in columns for value in column]
    if max(map(abs, frequencies[1:])) < FAINT:
        return None
    middle = median(frequencies[1:])  # the first is the brightness
    bits = sum((value > middle) << place for place, value in enumerate(frequencies))
    return int.from_bytes(bits.to_bytes(8), signed=True)


def _lowest(values):
    values = list(map(float, values))
    return [sum(map(float.__mul__, cosines, values)) for cosines in COSINES]
