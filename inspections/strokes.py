"""A signature as it was drawn on a screen: strokes as an SVG, one spelling for the same strokes.

What the device told of each point beside its place stands with the path, for an expert who compares handwriting.
"""

from itertools import repeat

LARGEST = 4 * 1024**2  # bytes of a drawing
SIDE = 10_000


def drawn(strokes, pressures=None, times_ms=None) -> bytes:
    """The strokes, lists of (x, y) in units of a square of 10 000, as the bytes that are kept as evidence.

    *pressures* (thousandths) and *times_ms* (since the first point) have a number for each point, or are not known.
    """
    each = zip(strokes, pressures or repeat(None), times_ms or repeat(None), strict=False)
    paths = "".join(
        f'<path d="{_path(stroke)}"{_told("pressure", pressed)}{_told("ms", times)}/>'
        for stroke, pressed, times in each
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}"'
    return f'{head} fill="none" stroke="black" stroke-width="60">{paths}</svg>'.encode()


def _told(name, numbers):
    return f' data-{name}="{" ".join(map(str, numbers))}"' if numbers is not None else ""


def _path(stroke):
    return " ".join(f"{'L' if index else 'M'}{x} {y}" for index, (x, y) in enumerate(stroke))
