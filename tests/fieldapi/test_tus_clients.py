"""Clients that others wrote (tuspy, tus-js-client, curl), a network that breaks, and a server that is killed."""

import hashlib
import json
import random
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fieldapi import weblibs
from fieldapi.story import Colleague
from tests.faults.servers import Forked
from tests.people import PASSWORD, draft
from tests.proxy import BadNetwork
from tests.tus import BYTES, encode

pytestmark = pytest.mark.slow
CLIENTS = Path(__file__).parents[1] / "clients"
SIZE = 3_000_000
PHOTO = b"\xff\xd8\xff\xe0" + hashlib.shake_256(b"a large photo").digest(SIZE - 4)
SHA256 = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def folder(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "lanjian.db")
    return tmp_path


@pytest.fixture(scope="module")
def server(sqlite_template, tmp_path_factory):
    """The server that the clients share; whoever ends one has a folder of their own."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(sqlite_template, folder / "lanjian.db")
    with Forked(folder) as served:
        yield served


@pytest.fixture
def li(server):
    with Colleague(server.url, "prosecutor.qingyun", PASSWORD) as li:
        yield li


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(PHOTO)
    return path


def photos_of(li, hazard):
    return [photo["sha256"] for photo in li.do("GET", f"/hazards/{hazard['id']}")["photos"]]


def recorded(li):
    return li.do("POST", "/hazards", json=draft())


def run(words, folder=CLIENTS):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tuspy(li, port, file, metadata, *more):
    """Run upload.py on its way through *port*."""
    endpoint = f"http://127.0.0.1:{port}/api/v1/uploads"
    return run([sys.executable, "upload.py", endpoint, li.authorization, file, json.dumps(metadata), *map(str, more)])


def test_tuspy_stops_and_another_day_goes_on_by_the_address(li, server, file):
    hazard = recorded(li)
    said = {"hazard_id": hazard["id"], "sha256": SHA256, "filename": "占道.jpg"}
    first = tuspy(li, server.port, file, said, 1_200_000)
    assert photos_of(li, hazard) == []

    again = tuspy(li, server.port, file, {}, SIZE, first["url"])

    assert again["began"] == 1_200_000
    assert photos_of(li, hazard) == [SHA256]


def test_tuspy_arrives_through_a_network_that_cuts_it_off_again_and_again(li, server, file):
    hazard = recorded(li)
    with BadNetwork(server.port, [None, 200_000, None, 399_000, None, 5_000]) as network:
        done = tuspy(li, network.port, file, {"hazard_id": hazard["id"]})

    assert done["broken"] >= 2
    assert photos_of(li, hazard) == [SHA256]


@pytest.fixture(scope="module")
def tus_js_client(tmp_path_factory):
    """Run upload.mjs, with tus-js-client beside it."""
    folder = tmp_path_factory.mktemp("clients")
    npm = weblibs.npm()
    weblibs.npm_ci(npm, CLIENTS, folder)
    shutil.copy(CLIENTS / "upload.mjs", folder)

    def upload(li, port, file, chunk, **said):
        endpoint = f"http://127.0.0.1:{port}/api/v1/uploads"
        words = ("upload.mjs", endpoint, li.authorization, file, json.dumps(said), str(chunk))
        return run([shutil.which("node") or npm[0], *words], folder)

    return upload


def test_tus_js_client_is_paused_by_its_user_in_the_middle_and_goes_on(li, server, file, tus_js_client):
    hazard = recorded(li)

    done = tus_js_client(li, server.port, file, 250_000, hazard_id=hazard["id"], sha256=SHA256)

    assert done["paused"] is True
    assert photos_of(li, hazard) == [SHA256]


@pytest.mark.parametrize("chunk", [SIZE, 500_000])
def test_tus_js_client_arrives_through_a_network_that_cuts_it_off(li, server, file, tus_js_client, chunk):
    hazard = recorded(li)
    with BadNetwork(server.port, [100_000, 300_000, None, 900, 700_000]) as network:
        tus_js_client(li, network.port, file, chunk, hazard_id=hazard["id"])

    assert network.cut >= 2
    assert photos_of(li, hazard) == [SHA256]


def curl(li, *words, code=0):
    """curl with tus's version and the token: the headers of the answer."""
    headers = ("Tus-Resumable: 1.0.0", f"Authorization: {li.authorization}")
    command = ["curl", "-s", "-D", "-", "-o", "/dev/null", *(word for header in headers for word in ("-H", header))]
    done = subprocess.run([*command, *words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done.stderr
    lines = done.stdout.replace("\r", "").split("\n")
    return dict(line.lower().split(": ", 1) for line in lines if ": " in line) | {"status": lines[0].split(" ")[1]}


def begin(li, server, said):
    words = ("-X", "POST", "-H", f"Upload-Length: {SIZE}", "-H", f"Upload-Metadata: {encode(**said)}")
    return curl(li, *words, f"{server.url}/api/v1/uploads")


def test_curl_is_interrupted_and_the_rest_is_sent_by_hand(li, server, file, tmp_path):
    begun = begin(li, server, {"filename": "photo.jpg"})
    address = server.url + begun["location"]
    piece = ("-X", "PATCH", "-H", "Content-Type: application/offset+octet-stream")
    timed_out = 28
    slowly = ("--limit-rate", "500k", "--max-time", "2", "--data-binary", f"@{file}")
    curl(li, *piece, "-H", "Upload-Offset: 0", *slowly, address, code=timed_out)

    offset = int(curl(li, "-I", address)["upload-offset"])
    assert 0 < offset < SIZE
    (tmp_path / "rest").write_bytes(PHOTO[offset:])
    done = curl(
        li, *piece, "-H", f"Upload-Offset: {offset}", "--data-binary", f"@{tmp_path / 'rest'}", "-H", "Expect:", address
    )

    assert (done["status"], done["upload-offset"]) == ("204", str(SIZE))
    upload = li.do("GET", begun["location"].removeprefix("/api/v1"))
    hazard = recorded(li)
    form = {"upload_id": (None, upload["id"])}
    assert li.do("POST", f"/hazards/{hazard['id']}/photos", files=form)["sha256"] == SHA256


def test_a_server_that_is_killed_again_and_again_loses_nothing_that_it_answered(folder, file):
    """At arbitrary moments of a slow sending; each time the offset is at least the last one that was answered."""
    chance = random.Random(7)
    answered, location, hazard = 0, None, None
    for _ in range(4):
        served = Forked(folder)
        with served, Colleague(served.url, "prosecutor.qingyun", PASSWORD) as li:
            if hazard is None:
                hazard = recorded(li)
                begun = begin(li, served, {"hazard_id": hazard["id"]})
                location = begun["location"]
            offset = int(curl(li, "-I", served.url + location)["upload-offset"])
            assert offset >= answered
            answered = offset
            sender = _send_slowly(li, served.url + location, offset)
            time.sleep(chance.uniform(1.5, 3))
            served.kill()
            sender.kill()
            sender.communicate()
    assert answered > 0

    with Forked(folder) as served, Colleague(served.url, "prosecutor.qingyun", PASSWORD) as li:
        offset = int(curl(li, "-I", served.url + location)["upload-offset"])
        assert answered <= offset < SIZE
        file.write_bytes(PHOTO[offset:])
        piece = ("-X", "PATCH", "-H", "Content-Type: application/offset+octet-stream", "-H", f"Upload-Offset: {offset}")
        curl(li, *piece, "--data-binary", f"@{file}", served.url + location)
        assert photos_of(li, hazard) == [SHA256]


def test_a_phone_that_went_silent_keeps_no_server_from_ending_and_what_it_sent_counts(folder):
    with Forked(folder) as served, Colleague(served.url, "prosecutor.qingyun", PASSWORD) as li:
        location = begin(li, served, {})["location"]
        head = f"PATCH {location} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nAuthorization: {li.authorization}\r\n"
        head += f"Upload-Offset: 0\r\nContent-Type: {BYTES}\r\nContent-Length: {SIZE}\r\n\r\n"
        silent = socket.create_connection(("127.0.0.1", served.port))
        silent.sendall(head.encode() + PHOTO[:2_500_000])
        time.sleep(1)
        begun = time.monotonic()
        served.process.terminate()
        served.process.wait()
        assert time.monotonic() - begun < 10
        silent.close()

    with Forked(folder) as served, Colleague(served.url, "prosecutor.qingyun", PASSWORD) as li:
        assert 2_000_000 < int(curl(li, "-I", served.url + location)["upload-offset"]) <= 2_500_000


def _send_slowly(li, address, offset):
    headers = {
        "Tus-Resumable": "1.0.0",
        "Authorization": li.authorization,
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
    }
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["curl", "-s", "-X", "PATCH", *words, "--limit-rate", "300k", "--data-binary", "@-", address]
    sender = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    sender.stdin.write(PHOTO[offset:])
    sender.stdin.close()
    sender.stdin = None
    return sender
