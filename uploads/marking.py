"""Arrows, circles and short words over a picture, each around or at the point that it means."""

from math import atan2, cos, sin

from .pictures import Refused

INK, PAPER = (214, 40, 40), "white"
HEAD = 0.45  # half the angle of an arrow's head, in radians


def marked(picture, marks, marks_width, font):
    """Draw *marks* (see `derivatives.Mark`) on the picture; *font* makes a font of a size in pixels.

    Refused(mark_outside) names a mark whose point is not in the picture.
    """
    from PIL import ImageDraw

    pencil, scale = ImageDraw.Draw(picture), picture.width / (marks_width or picture.width)
    for number, mark in enumerate(marks):
        x, y = round(mark["x"] * scale), round(mark["y"] * scale)
        if x >= picture.width or y >= picture.height:
            refused = Refused("mark_outside")
            refused.details = {"mark": number, "width": picture.width, "height": picture.height}
            raise refused
        if mark["shape"] == "arrow":
            _arrow(pencil, (mark["from_x"] * scale, mark["from_y"] * scale), (x, y), picture.width)
        elif mark["shape"] == "circle":
            _circle(pencil, (x, y), mark["radius"] * scale, picture.width)
        else:
            _words(pencil, (x, y), mark["text"], font(max(14, picture.width // 40)), picture)
    return picture


def _stroke(width):
    return max(3, width // 240)


def _arrow(pencil, start, end, width):
    """A line from *start* with its head at *end*, edged in white: seen on any ground."""
    stroke, angle = _stroke(width), atan2(end[1] - start[1], end[0] - start[0])
    size = 6 * stroke
    corners = [(end[0] - size * cos(angle + turn), end[1] - size * sin(angle + turn)) for turn in (HEAD, -HEAD)]
    neck = (end[0] - size * 0.8 * cos(angle), end[1] - size * 0.8 * sin(angle))
    for colour, more in ((PAPER, stroke), (INK, 0)):
        pencil.line([start, neck], fill=colour, width=stroke + more)
        pencil.polygon([end, *corners], fill=colour, outline=colour, width=more // 2 or 1)


def _circle(pencil, middle, radius, width):
    stroke = _stroke(width)
    for colour, more in ((PAPER, stroke), (INK, 0)):
        reach = radius + (stroke + more) / 2
        pencil.ellipse(
            (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach),
            outline=colour,
            width=stroke + more,
        )


def _words(pencil, corner, text, font, picture):
    """White on red, as far to the left and up as it takes to be read whole."""
    margin = font.size // 3
    wide, high = round(font.getlength(text)) + 2 * margin, font.size + 2 * margin
    left, top = max(0, min(corner[0], picture.width - wide)), max(0, min(corner[1], picture.height - high))
    pencil.rectangle((left, top, left + wide, top + high), fill=INK, outline=PAPER)
    pencil.text((left + margin, top + margin - font.size // 8), text, font=font, fill=PAPER)
