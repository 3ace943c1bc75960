"""A signature as it was drawn on a screen: strokes as an SVG, one spelling for the same strokes."""

LARGEST = 4 * 1024**2  # bytes of a drawing
SIDE = 10_000


def drawn(strokes) -> bytes:
    """The strokes, lists of (x, y) in units of a square of 10 000, as the bytes that are kept as evidence."""
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in strokes)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}"'
    return f'{head} fill="none" stroke="black" stroke-width="60">{paths}</svg>'.encode()


def _path(stroke):
    return " ".join(f"{'L' if index else 'M'}{x} {y}" for index, (x, y) in enumerate(stroke))
