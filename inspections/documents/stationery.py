"""Templates and fonts of documents: those that come along, and an office's own in the folder that a setting names.

A template of the same name in that folder stands in place of ours; fonts lie in its folder ``fonts``. The body is set
in 仿宋 and titles in 小标宋 where a font of that name lies there; else in Noto Serif SC, and titles are drawn heavier.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged

OURS = Path(__file__).parent / "templates"
SUFFIXES = {".ttf", ".otf", ".ttc"}
#        face    families that it may have, the best first
WANTED = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R"),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体"),
    "hei": ("SimHei", "黑体", "STHeiti"),
}
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
LAST = {"body": (SERIF, SANS), "title": (SERIF, SANS), "hei": (SANS, SERIF)}


class TemplateError(ValueError):
    """A template that can't be used: which one, the line or paragraph, and why."""

    def __init__(self, template: str, line: int | None, reason: str):
        super().__init__(f"{template}:{line or '?'}: {reason}")
        self.template, self.line, self.reason = template, line, reason


@dataclass(frozen=True, slots=True)
class Templates:
    """Where templates and fonts are; ``folder`` None: only what comes along."""

    folder: Path | None = None

    def path(self, name: str) -> Path:
        own = self.folder / name if self.folder else OURS / name
        return own if own.is_file() else OURS / name

    def typst(self) -> dict[str, Path]:
        """Every file that a typst template may import, by name."""
        folders = [OURS, *([self.folder] if self.folder else [])]
        return {path.name: path for folder in folders for path in sorted(folder.glob("*.typ"))}

    @property
    def fonts(self) -> tuple[Path, ...]:
        """The office's font files, then those that come along."""
        own = self.folder / "fonts" if self.folder else None
        found = (
            sorted(path for path in own.iterdir() if path.suffix.lower() in SUFFIXES) if own and own.is_dir() else []
        )
        return (*found, packaged.serif_path(), packaged.sans_path())

    @property
    def font_folders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(path.parent) for path in self.fonts))

    def faces(self) -> dict:
        """The families of each face that are there, and whether titles have to be drawn heavier."""
        there = set().union(*(families(path) for path in self.fonts))
        found = {face: [name for name in names if name in there] for face, names in WANTED.items()}
        return {face: [*found[face], *LAST[face]] for face in WANTED} | {"heavy": not found["title"]}

    def provenance(self, template: str) -> dict:
        """Digests of the templates and fonts that a paper is made with."""
        files = [self.path(name) for name in ("office.typ", f"{template}.typ", f"{template}.docx")]
        made_with = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        return made_with | {path.name: digest(path) for path in self.fonts}

    def glyphs(self) -> frozenset[int]:
        """Every character that some font has."""
        return frozenset().union(*(characters(path) for path in self.fonts))


@cache
def digest(path: Path) -> str:
    """SHA-256 of a font; fonts are read once, so new ones are seen after a restart."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def families(path: Path) -> frozenset[str]:
    if path in (packaged.serif_path(), packaged.sans_path()):
        return frozenset({SERIF, SANS})
    return _each(path, lambda font: (str(name) for name in font["name"].names if name.nameID in (1, 16)))


@cache
def characters(path: Path) -> frozenset[int]:
    return _each(path, lambda font: font.getBestCmap())


def _each(path, read):
    """What *read* tells of the fonts in a file, together."""
    from fontTools.ttLib import TTCollection, TTFont

    opened = (TTCollection if path.suffix.lower() == ".ttc" else TTFont)(path, lazy=True)
    with opened:
        return frozenset(one for font in getattr(opened, "fonts", [opened]) for one in read(font))
