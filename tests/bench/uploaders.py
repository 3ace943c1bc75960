"""Photographs committed durably with 32 uploaders at once, on the real server, SQLite. Goal: 60 a second, p99 bounded.

Each is answered once its bytes, its row and its ledger entry are on disk. The uploaders are processes of their own on
the same machine, so what they take is missing to the server; its own processor time is told too.
"""

import json
import multiprocessing
import os
import random
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread

from inspections.db import new_id
from tests.faults.office import Office
from tests.faults.parcels import Simple
from tests.faults.tracing import worker
from tests.served import Served

UPLOADERS, PROCESSES, EACH = 32, 2, 30
SIZE = 300_000
BOUNDARY = "lanjian-bench"
HEAD = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="


def _form(content):
    said = f'{HEAD}"id"\r\n\r\n{new_id()}\r\n{HEAD}"file"; filename="a.pdf"\r\n\r\n'
    return said.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def _send(port, path, headers, ready, took):
    """One uploader: its photographs one after the other, each with bytes of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = headers | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    bodies = [_form(b"%PDF-" + random.randbytes(SIZE - 5)) for _ in range(EACH)]  # opaque: no previews beside
    ready.wait()
    for body in bodies:
        begun = time.perf_counter()
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 201:
            raise RuntimeError(answer)
        took.append(time.perf_counter() - begun)


def _crowd(port, work, ready, results):
    took = []
    threads = [Thread(target=_send, args=(port, *one, ready, took)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put(took)


def measure():
    with TemporaryDirectory() as name:
        office = Office(Path(name))
        with office.served(Served(office.folder)) as server:
            work = [_hazard(office.line(server, number)) for number in range(UPLOADERS)]
            before = _processor_s(server)
            took, elapsed = _together(server.port, work)
            spent = _processor_s(server) - before
    cuts, count = quantiles(took, n=100), len(took)
    print(f"{UPLOADERS} uploaders, {SIZE // 1000} kB each: {count / elapsed:.0f} photographs/s (goal 60) over {count}")
    print(f"p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, slowest {max(took) * 1000:.0f} ms")
    print(
        f"the server's processor time: {spent / count * 1000:.1f} ms each, so at most {count / spent:.0f}/s by one core"
    )


def _together(port, work):
    fresh = multiprocessing.get_context("spawn")
    ready, results = fresh.Barrier(UPLOADERS + 1), fresh.Queue()
    shares = [work[number::PROCESSES] for number in range(PROCESSES)]
    crowds = [fresh.Process(target=_crowd, args=(port, share, ready, results)) for share in shares]
    for crowd in crowds:
        crowd.start()
    ready.wait()
    begun = time.perf_counter()
    took = [one for _ in crowds for one in results.get()]
    elapsed = time.perf_counter() - begun
    for crowd in crowds:
        crowd.join()
    return took, elapsed


def _hazard(line):
    """Where to send the photographs of a new hazard, and as whom."""
    parcel = Simple(b"")
    parcel.record(line)
    return f"/api/v1/hazards/{parcel.hazard_id}/photos", line.headers


def _processor_s(server):
    """What the process that answers took so far, as user and in the kernel (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{worker(server)}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
