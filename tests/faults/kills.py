"""Kill -9 at random moments of uploads: what was acknowledged is there after the restart, once, with its bytes."""

import http.client
import threading
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from .office import Office
from .parcels import KINDS, content

PHONES = 8
LIVES = 50  # kills of one installation, so that checking all of it stays quick
MOMENTS_S = (0.05, 2)  # after the phones begin


class Phone:
    """Somebody who sends parcel after parcel until nobody answers; an unfinished one goes on in the next life."""

    def __init__(self, number, rng):
        self.number, self._rng = number, rng
        self.parcels, self.wrong, self.read_back = [], [], 0

    @property
    def open(self):
        """The parcel under way, if there is one."""
        return next((parcel for parcel in self.parcels[-1:] if not parcel.is_whole), None)

    def send(self, line):
        """Read the last one back, then send until the line breaks."""
        try:
            for parcel in self.parcels[-2:]:
                if parcel.is_whole:
                    self._check(parcel, line)
            while True:
                if self.open is None:
                    self.parcels.append(self._rng.choice(KINDS)(content(self._rng)))
                self.open.go_on(line)
        except (OSError, http.client.HTTPException):
            return
        except Exception as error:  # a refusal, an altered byte: neither may happen
            self.wrong.append(f"{type(error).__name__}: {error}")

    def finish(self, line):
        for parcel in self.parcels[-2:]:
            parcel.go_on(line)
            self._check(parcel, line)

    def _check(self, parcel, line):
        parcel.check(line)
        self.read_back += 1


def trials(said, rng, told) -> dict:
    """Kill the server ``said.kills`` times: what happened, and every fault that was found."""
    seen = {"kills": 0, "interrupted": Counter(), "acknowledged": 0, "read_back": 0, "faults": []}
    while seen["kills"] < said.kills:
        with TemporaryDirectory(prefix="lanjian-kills-") as name:
            _installation(Office(Path(name)), min(said.kills - seen["kills"], LIVES), rng, seen, told)
    return seen


def tell(seen):
    print(f"{seen['kills']} kills, {seen['acknowledged']} records with photo acknowledged, of which", end=" ")
    print(f"{seen['read_back']} were also read back over HTTP")
    print("interrupted:", ", ".join(f"{step} {count}" for step, count in sorted(seen["interrupted"].items())))


def _installation(office, kills, rng, seen, told):
    phones = [Phone(number, rng) for number in range(PHONES)]
    for _ in range(kills):
        with office.served() as server:
            _kill(office, server, phones, rng.uniform(*MOMENTS_S))
        seen["kills"] += 1
        seen["interrupted"].update(phone.open.next for phone in phones if phone.open)
        seen["faults"] += _faults(office, phones)
        told(f"{seen['kills']} kills, {len(seen['faults'])} faults")
    with office.served() as server:
        for phone in phones:
            phone.finish(office.line(server, phone.number))
    seen["faults"] += _faults(office, phones)
    seen["acknowledged"] += sum(len(phone.parcels) for phone in phones)
    seen["read_back"] += sum(phone.read_back for phone in phones)


def _kill(office, server, phones, after_s):
    lines = [office.line(server, phone.number) for phone in phones]
    sending = [threading.Thread(target=phone.send, args=(line,)) for phone, line in zip(phones, lines, strict=True)]
    for thread in sending:
        thread.start()
    time.sleep(after_s)
    server.kill()
    for thread in sending:
        thread.join()


def _faults(office, phones):
    wrong = [sentence for phone in phones for sentence in phone.wrong]
    for phone in phones:
        phone.wrong.clear()
    return wrong + office.faults([parcel for phone in phones for parcel in phone.parcels])
