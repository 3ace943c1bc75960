"""A document as PDF/A-2b, set by typst: the same snapshot gives the same bytes."""

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import orjson

from uploads import codes, sandbox

from .report import BLANKS, LIMITS
from .stationery import TemplateError, Templates

FEW = 24  # pictures up to which it is set in this process, which is quicker; more take memory that would stay
WHERE = re.compile(r"┌─ ([^:\n]+):(\d+):")
SKETCH = '#set page(width: auto, height: auto, margin: 0pt)\n#image("sketch.svg", width: 150mm)\n'
DPI = 150


class Unprintable(ValueError):
    """Characters that no font has: ``{part: characters}``."""

    def __init__(self, parts: dict[str, str]):
        super().__init__(str(parts))
        self.parts = parts


def check(told: dict, templates: Templates):
    """Raise Unprintable unless every character can be printed."""
    known = templates.glyphs()
    found = {part["name"]: _unknown(part, known) for part in told["parts"]}
    found["number"] = _unknown([told["number"], told["title"], told["office"]], known)
    if any(found.values()):
        raise Unprintable({name: chars for name, chars in found.items() if chars})


def _unknown(value, known):
    if isinstance(value, str):
        return "".join(dict.fromkeys(char for char in value if ord(char) not in known and char not in BLANKS))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return "".join(dict.fromkeys("".join(_unknown(one, known) for one in inner)))


def render(told: dict, pictures: dict[str, Path], templates: Templates) -> bytes:
    """The PDF of a snapshot; *pictures* are JPEG files by the id that its parts name.

    Raises Unprintable, and TemplateError with template and line, also for what typst only warns of.
    """
    check(told, templates)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, path in templates.typst().items():
            shutil.copyfile(path, root / name)
        for id_, path in pictures.items():
            shutil.copyfile(path, root / f"{id_}.jpg")
        for part in told["parts"]:
            if part["form"] == "sketch":
                (root / f"{part['name']}.svg").write_text(part["svg"], "utf-8")
        if told["code"]:
            (root / "code.jpg").write_bytes(codes.drawn(told["code"]))
        faces = templates.faces()
        (root / "told.json").write_bytes(orjson.dumps(told | {"pictures": sorted(pictures), "faces": faces}))
        arguments = (folder, told["template"], str(told["at"]), *templates.font_folders)
        work = (
            set_in(*arguments) if len(pictures) <= FEW else sandbox.run(f"{__name__}:set_in", *arguments, limits=LIMITS)
        )
        if work:
            raise _template_error(work)
        return (root / "paper.pdf").read_bytes()


def set_in(folder: str, template: str, at: str, *font_folders: str) -> str:
    """Set what lies in *folder* as paper.pdf; what typst complains of, or nothing."""
    import typst

    root = Path(folder)
    try:
        pdf, warnings = typst.compile_with_warnings(
            root / f"{template}.typ",
            root=root,
            font_paths=_fonts(font_folders),
            pdf_standards="a-2b",
            timestamp=int(at),
        )
    except typst.TypstError as error:
        return error.diagnostic or error.message
    (root / "paper.pdf").write_bytes(pdf)
    return "\n".join(warning.diagnostic or warning.message for warning in warnings)


@cache
def _fonts(folders):
    """Only these: what a machine happens to have would change the bytes."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def _template_error(said: str) -> TemplateError:
    where = WHERE.search(said)
    reason = said.splitlines()[0].partition(": ")[2] or said.splitlines()[0]
    return TemplateError(Path(where[1]).name if where else "typst", int(where[2]) if where else None, reason)


def sketch_png(svg: str, templates: Templates) -> bytes:
    """A sketch as PNG, for Word."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "sketch.svg").write_text(svg, "utf-8")
        (root / "sketch.typ").write_text(SKETCH, "utf-8")
        fonts = _fonts(templates.font_folders)
        return typst.compile(root / "sketch.typ", root=root, font_paths=fonts, format="png", ppi=DPI)
