"""What a photograph costs once: hashes, two previews and their look, on one thread, against the same work by libvips.

Both read the file, hash it (SHA-256 and SM3) and write 1600 px and 320 px as JPEG of quality 85; libvips by
``thumbnail``, which shrinks while it decodes, as ours does. Goals: 1.2 times as fast, and at most 40 MB above the bare
process for a picture of 48 Mpx. How near each is to the picture that a careful reduction gives is told too.
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
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives import hashes

SIZES = (1600, 320)
QUALITY = 85
RUNS = 7
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

    _hashed(path)
    large = pyvips.Image.thumbnail(str(path), SIZES[0], height=SIZES[0], size="down").copy_memory()
    small = large.thumbnail_image(SIZES[1], height=SIZES[1])
    for size, picture in zip(SIZES, (large, small), strict=True):
        picture.jpegsave(str(folder / f"{size}.jpg"), Q=QUALITY, optimize_coding=True, strip=True)


WAYS = {"ours": ours, "libvips": libvips}


def run(way, path, folder):
    """Seconds of the processor each time, and how far the memory rose above the process with its libraries loaded."""
    folder, path = Path(folder), Path(path)
    small = path.with_name("small.jpg")
    WAYS[way](small, folder)  # loads the libraries
    base = _peak_mb()
    took = []
    for _ in range(RUNS):
        begun = time.process_time()
        WAYS[way](path, folder)
        took.append(time.process_time() - begun)
    print(json.dumps([took, _peak_mb() - base]))


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

    one_thread = os.environ | {"VIPS_CONCURRENCY": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _photograph(folder / "small.jpg", (640, 480))
        for megapixels, size in MEGAPIXELS.items():
            path, took = folder / "photo.jpg", {}
            _photograph(path, size)
            print(f"{megapixels} Mpx, {path.stat().st_size / 1e6:.1f} MB")
            with Image.open(path) as image:
                reference = image.convert("RGB")
            for way in WAYS:
                command = [sys.executable, "-m", "tests.bench.previews", way, path, folder]
                done = subprocess.run(command, env=one_thread, capture_output=True, check=True)
                times, rose = json.loads(done.stdout)
                took[way] = median(times)
                quality = ", ".join(f"{_psnr(folder / f'{side}.jpg', reference):.1f} dB at {side} px" for side in SIZES)
                print(f"{way}: {took[way] * 1000:.0f} ms of the processor, {rose:.0f} MB above the base, {quality}")
            print(f"{took['libvips'] / took['ours']:.2f} times as fast (goal 1.2)")


if __name__ == "__main__":
    run(*sys.argv[1:])
