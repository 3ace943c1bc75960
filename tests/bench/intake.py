"""Intake of a 5 MB photograph against the least it can cost: hashing the same bytes and one fsync.

In the store alone, and as the whole request over HTTP on the real server. Goal: at most 1.5 times; the previews come
after the answer, so they are no part of it.
"""

import hashlib
import http.client
import json
import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives import hashes

from fieldapi.story import Colleague, installation
from tests.people import draft
from uploads.store import Store

SIZE = 5_000_000
CHUNK = 64 * 1024  # what the multipart parser hands on
RUNS = 15
BOUNDARY = "lanjian-bench"


def _photograph():
    return b"\xff\xd8\xff" + random.randbytes(SIZE - 3)


def _least(folder, content):
    begun = time.perf_counter()
    hashlib.sha256(content).hexdigest()
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(content)
    sm3.finalize()
    with (folder / f"{time.monotonic_ns()}").open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return time.perf_counter() - begun


def _intake(store, content):
    begun = time.perf_counter()
    incoming = store.incoming(SIZE)
    for start in range(0, SIZE, CHUNK):
        incoming.write(content[start : start + CHUNK])
    store.keep(incoming.finish())
    took = time.perf_counter() - begun
    incoming.discard()
    return took


class Phone:
    """One connection that sends photographs of one hazard."""

    def __init__(self, address, password):
        with Colleague(address, "prosecutor.qingyun", password) as li:
            hazard, authorization = li.do("POST", "/hazards", json=draft()), li.authorization
        self._path = f"/api/v1/hazards/{hazard['id']}/photos"
        self._headers = {
            "Authorization": authorization,
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        }
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)

    def send(self, content):
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        begun = time.perf_counter()
        self._connection.request("POST", self._path, body, self._headers)
        response = self._connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 201:
            raise RuntimeError(answer)
        return time.perf_counter() - begun


def measure():
    least, stored, sent = [], [], []
    with tempfile.TemporaryDirectory() as name, installation() as (address, password):
        folder, store, phone = Path(name), Store(Path(name) / "store"), Phone(address, password)
        for _ in range(RUNS):
            content = _photograph()
            least.append(_least(folder, content))
            stored.append(_intake(store, content))
            sent.append(phone.send(_photograph()))
    floor = median(least)
    print(f"SHA-256 + SM3 + fsync of 5 MB: {floor * 1000:.1f} ms (medians of {RUNS}, goal 1.50 times)")
    for label, took in (("store", median(stored)), ("whole request", median(sent))):
        print(f"{label}: {took * 1000:.1f} ms, {took / floor:.2f} times")
