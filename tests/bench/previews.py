"""What a photograph costs once: hashes, two previews and their look, on one thread, against the same work by libvips.

Both read the file, hash it (SHA-256 and SM3), write 1600 px and 320 px as JPEG of quality 85 with Huffman tables of
their own, and compute what the small one looks like; libvips by ``thumbnail``, which shrinks while it decodes, as ours
does. They take turns in one process. Goals: 1.2 times as fast, and at most 40 MB above the bare process for a picture
of 48 Mpx. How near each is to the picture that a careful reduction gives is told too.
"""

import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from operator import truediv
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives import hashes

SIZES = (1600, 320)
QUALITY = 85
RUNS = 15
MEGAPIXELS = {12: (4000, 3000), 48: (8000, 6000)}


def _hashed(path):
    sha256, sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
    with path.open("rb") as file:
        while chunk := file.read(256 * 1024):
            sha256.update(chunk)
            sm3.update(chunk)
    return sha256.hexdigest(), sm3.finalize().hex()


def ours(path, folder):
    from uploads import pictures

    _hashed(path)
    done = pictures.derive(str(path), "image/jpeg", str(folder))
    if done["state"] != "ready":
        raise RuntimeError(done)


def libvips(path, folder):
    import pyvips
    from PIL import Image

    from uploads import likeness

    _hashed(path)
    large = pyvips.Image.thumbnail(str(path), SIZES[0], height=SIZES[0], size="down").copy_memory()
    small = large.thumbnail_image(SIZES[1], height=SIZES[1]).copy_memory()
    for size, picture in zip(SIZES, (large, small), strict=True):
        picture.jpegsave(str(folder / f"{size}.jpg"), Q=QUALITY, optimize_coding=True, strip=True)
    likeness.looks(Image.frombytes("RGB", (small.width, small.height), small.write_to_memory()))


WAYS = {"ours": ours, "libvips": libvips}


def turns(path, folder):
    """Seconds of the processor that each way took, run by run, in turns."""
    took = {way: [] for way in WAYS}
    for way in [*WAYS] * (RUNS + 1):
        begun = time.process_time()
        WAYS[way](Path(path), Path(folder) / way)
        took[way].append(time.process_time() - begun)
    return {way: times[1:] for way, times in took.items()}  # the first loads the libraries


def rise(path, folder, way):
    """Megabytes by which the memory of one run rose above that of the process with its libraries loaded."""
    folder, path = Path(folder) / way, Path(path)
    WAYS[way](path.with_name("small.jpg"), folder)
    base = _peak_mb()
    WAYS[way](path, folder)
    return _peak_mb() - base


def _peak_mb():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024 / 1e6


def _photograph(path, size):
    """A street, enlarged, with the grain that a camera's picture has."""
    from PIL import Image

    from . import scenes

    (street,) = scenes.drawn(1)
    street = street.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size).convert("RGB")
    Image.blend(street, grain, 0.15).save(path, "JPEG", quality=90)


def _psnr(path, reference):
    """Decibels between a preview and the careful reduction, by the peak of 255."""
    import numpy as np
    from PIL import Image

    with Image.open(path) as image:
        difference = np.asarray(image, np.float32) - np.asarray(reference.resize(image.size, Image.Resampling.LANCZOS))
    return 10 * math.log10(255**2 / float((difference**2).mean()))


def measure():
    from PIL import Image

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for way in WAYS:
            (folder / way).mkdir()
        _photograph(folder / "small.jpg", (640, 480))
        for megapixels, size in MEGAPIXELS.items():
            path = folder / "photo.jpg"
            _photograph(path, size)
            print(f"{megapixels} Mpx, {path.stat().st_size / 1e6:.1f} MB")
            took = _apart("turns", path, folder)
            with Image.open(path) as image:
                reference = image.convert("RGB")
            for way, times in took.items():
                rose, side = _apart("rise", path, folder, way), folder / way
                quality = ", ".join(f"{_psnr(side / f'{px}.jpg', reference):.1f} dB at {px} px" for px in SIZES)
                print(f"{way}: {median(times) * 1000:.0f} ms of the processor, {rose:.0f} MB above the base, {quality}")
            print(f"{median(map(truediv, took['libvips'], took['ours'])):.2f} times as fast (goal 1.2)")


def _apart(*arguments):
    """What a function of this module returns in a process of its own, with one thread."""
    one_thread = os.environ | {"VIPS_CONCURRENCY": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.bench.previews", *arguments]
    return json.loads(subprocess.run(command, env=one_thread, capture_output=True, check=True).stdout)


if __name__ == "__main__":
    asked, *rest = sys.argv[1:]
    print(json.dumps({"turns": turns, "rise": rise}[asked](*rest)))
