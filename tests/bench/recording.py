"""Recording hazards over HTTP on the real server, SQLite with synchronous=FULL: p50 and p99 with 1 and 16 writers."""

import json
import threading
import time
from http.client import HTTPConnection
from statistics import quantiles

from fieldapi.story import installation
from tests.people import draft

EACH = {1: 400, 16: 60}  # records per writer
WARM_UP = 20


class Writer:
    """One phone with one connection."""

    def __init__(self, address, password, username="prosecutor.qingyun"):
        self._connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
        said = {"username": username, "password": password}
        self._headers = {"Content-Type": "application/json"}
        token = json.loads(self._post("/api/v1/auth/tokens", said))["access_token"]
        self._headers["Authorization"] = f"Bearer {token}"

    def _post(self, path, body):
        self._connection.request("POST", path, json.dumps(body), self._headers)
        response = self._connection.getresponse()
        answer = response.read()
        if response.status != 201:
            raise RuntimeError(f"{response.status} {answer[:500]}")
        return answer

    def record(self, times):
        """Seconds of each of so many records."""
        took = []
        for _ in range(times):
            begun = time.perf_counter()
            self._post("/api/v1/hazards", draft())
            took.append(time.perf_counter() - begun)
        return took


def measure():
    with installation() as (address, password):
        for count, each in EACH.items():
            writers = [Writer(address, password) for _ in range(count)]
            writers[0].record(WARM_UP)
            _report(count, *_together(writers, each))


def _together(writers, each):
    took, begun = [], time.perf_counter()
    threads = [threading.Thread(target=lambda writer=writer: took.extend(writer.record(each))) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, time.perf_counter() - begun


def _report(count, took, elapsed):
    cuts = quantiles(took, n=100)
    print(
        f"{count:>2} writer(s): p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, "
        f"{len(took) / elapsed:.0f} records/s over {len(took)} records"
    )
