"""A report as PDF/A-2b, set by typst with packaged fonts only, so that the same data give the same bytes."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import orjson
import pylopdf_fonts_zh_cn as fonts

from uploads import sandbox

TEMPLATE = Path(__file__).parent / "report.typ"
UNPRINTABLE = "〓"  # in Chinese type the sign for a character that the fonts lack; the JSON beside has it
LIMITS = sandbox.Limits(memory_bytes=4 * 1024**3, cpu_s=300, file_bytes=500 * 1024**2, wall_s=600)
BLANKS = frozenset("\n\t")


class Unset(RuntimeError):
    """The page could not be set as meant."""


def render(report: dict, pictures: dict[str, Path]) -> bytes:
    """Sections with facts, tables, paragraphs and pictures; *pictures* are JPEG files by the id that a section names.

    It is set in a child process: hundreds of pictures take memory that the server would keep. Raises Unset when typst
    warns, since a font that is missing is only a warning to it, and sandbox.Died.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(TEMPLATE, root / "report.typ")
        (root / "report.json").write_bytes(orjson.dumps(report | {"pictures": sorted(pictures)}))
        for id_, path in pictures.items():
            shutil.copyfile(path, root / f"{id_}.jpg")
        warnings = sandbox.run("inspections.documents.report:set_in", folder, limits=LIMITS)
        if warnings:
            raise Unset("; ".join(warnings))
        return (root / "report.pdf").read_bytes()


def set_in(folder: str) -> list[str]:
    """Set what lies in *folder* as report.pdf; what typst warns of. Runs in the child."""
    import typst

    root = Path(folder)
    data = root / "report.json"
    data.write_bytes(orjson.dumps(_printable(orjson.loads(data.read_bytes()))))
    pdf, warnings = typst.compile_with_warnings(
        root / "report.typ",
        root=root,
        font_paths=[fonts.serif_path().parent],
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        timestamp=0,
    )
    (root / "report.pdf").write_bytes(pdf)
    return [str(warning) for warning in warnings]


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
