"""The web app's page and files, and the page of the API document. Files are read once and served precompressed."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

from inspections.errors import NotFound

from .problems import problem
from .weblibs import VENDOR

FOLDER = Path(__file__).parent / "web"
IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
IMPORTED = re.compile(r'^(?:import|export)\b[^;]*?"\./([\w-]+\.js)";', re.MULTILINE)
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
COMPRESSED_FROM = 1024
NOT_TAKEN_ALONG = ("docs.", "vendor/swagger", "sw.js")

bp = Blueprint("web", __name__)


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    compressed: bytes | None
    etag: str
    type: str


@cache
def _file(path: Path) -> File:
    content = path.read_bytes()
    if path.name == "index.html":
        content = _with_modules(content.decode()).encode()
    elif path.name == "sw.js":
        content = _with_shell(content.decode()).encode()
    compressed = gzip.compress(content, 9, mtime=0) if len(content) >= COMPRESSED_FROM else None
    return File(content, compressed, hashlib.sha256(content).hexdigest()[:20], TYPES[path.suffix])


def _with_modules(page: str) -> str:
    """The page with every module that it needs at once listed for early loading."""
    links = "\n".join(f'<link rel="modulepreload" href="/web/app/{name}">' for name in sorted(_needed_at_once()))
    return page.replace("<!-- modules -->", links)


def _needed_at_once() -> set[str]:
    """The modules that main.js imports, and those import; not those that a screen asks for when it is opened."""
    found, waiting = set(), ["main.js"]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += IMPORTED.findall((FOLDER / "app" / name).read_text("utf-8"))
    return found


def _with_shell(worker: str) -> str:
    """The service worker with the files that it takes along, and the version that these are together."""
    names = _names(VENDOR.is_dir())
    shell = {"/": "index.html"} | {f"/web/{name}": name for name in names if not name.startswith(NOT_TAKEN_ALONG)}
    etags = [_file(names[name]).etag for name in shell.values()]
    version = hashlib.sha256("".join(etags).encode()).hexdigest()[:20]
    return f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps([*shell])};\n{worker}"


def import_map_digest() -> str:
    """Base64 SHA-256 of the import map in the page: the one inline script that the policy lets run."""
    found = IMPORT_MAP.search((FOLDER / "index.html").read_text("utf-8"))
    return base64.b64encode(hashlib.sha256(found.group(1).encode()).digest()).decode()


@cache
def _names(with_libraries: bool) -> dict[str, Path]:
    """Every file that may be asked for, by its name; nothing else has one. The libraries may come later."""
    paths = (path for path in FOLDER.rglob("*") if path.suffix in TYPES and path.is_file())
    return {path.relative_to(FOLDER).as_posix(): path for path in paths}


def _serve(name: str) -> Response:
    names = _names(VENDOR.is_dir())
    if name not in names:
        raise NotFound
    file = _file(names[name])
    response = Response(content_type=file.type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(file.etag)
    if file.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.data = file.compressed
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.data = file.content
    return response.make_conditional(request)


@bp.get("/")
def page():
    """The web app; without its libraries, a sentence that says how to get them."""
    if not VENDOR.is_dir():
        return problem(503, "web_libraries_missing")
    return _serve("index.html")


@bp.get("/sw.js")
def service_worker():
    """The service worker, from the root since it answers for the whole app."""
    return _serve("sw.js")


@bp.get("/web/<path:name>")
def file(name):
    return _serve(name)


@bp.get("/api/v1/docs")
def docs():
    """The API document, readable."""
    return _serve("docs.html")
