"""A report as PDF/A-2b, set by typst with packaged fonts only, so that the same data give the same bytes."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import orjson
import pylopdf_fonts_zh_cn as fonts

TEMPLATE = Path(__file__).parent / "report.typ"
UNPRINTABLE = "〓"  # in Chinese type the sign for a character that the fonts lack; the JSON beside has it
BLANKS = frozenset("\n\t")


class Unset(RuntimeError):
    """The page could not be set as meant."""


def render(report: dict, pictures: dict[str, Path]) -> bytes:
    """Sections with facts, tables, paragraphs and pictures; *pictures* are JPEG files by the id that a section names.

    Raises Unset when typst warns, since a font that is missing is only a warning to it.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(TEMPLATE, root / "report.typ")
        (root / "report.json").write_bytes(orjson.dumps(_printable(report | {"pictures": sorted(pictures)})))
        for id_, path in pictures.items():
            shutil.copyfile(path, root / f"{id_}.jpg")
        pdf, warnings = typst.compile_with_warnings(
            root / "report.typ",
            root=root,
            font_paths=[fonts.serif_path().parent],
            ignore_system_fonts=True,
            pdf_standards="a-2b",
            timestamp=0,
        )
    if warnings:
        raise Unset("; ".join(str(warning) for warning in warnings))
    return pdf


def _printable(value):
    """The same data, each character that neither font has replaced."""
    if isinstance(value, str):
        return "".join(char if ord(char) in _glyphs() or char in BLANKS else UNPRINTABLE for char in value)
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


@cache
def _glyphs() -> frozenset[int]:
    return frozenset.intersection(*map(_characters, (fonts.serif_path(), fonts.sans_path())))


def _characters(path):
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
