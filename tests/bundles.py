"""A hazard with its whole story, exported, and what the verifier and others say of the bag."""

import io
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspections import checkpoints, db, keys, notes, witnesses
from inspections.handout import verify
from tests.steps import CLAIM, again, referral, visit

BOX = {"x": 40, "y": 60, "width": 80, "height": 40}
CITY = notes.Signer(
    "dezhou.example/witness", Ed25519PrivateKey.from_private_bytes(b"dezhou".ljust(32)), notes.COSIGNATURE
)


def story(li):
    """A hazard that was recorded with photos, disputed, referred, claimed fixed and found not to be."""
    hazard = li.record()
    li.add_photo(hazard)
    li.add_photo(hazard, "kodak_cx7530_kenya.jpg", kind="far")
    li.move(again(li, hazard), "confirm", unknown_owner=True, note="权属不明")
    li.post(f"/hazards/{hazard['id']}/dispute", {"note": "无标识，权属不明"}, status=201)
    li.move(again(li, hazard), "refer", **referral(li))
    li.move(again(li, hazard), "claim_fix", **CLAIM)
    visit(li, hazard, "not_fixed", note="仍未加装")
    near, far = again(li, hazard)["photos"]
    for photo in (near, far):
        li.ask("GET", f"/photos/{photo['id']}/preview").close()
    for kind, more in (("redacted", {"boxes": [BOX]}), ("stamped", {}), ("pair", {"after_id": far["id"]})):
        li.post(f"/photos/{near['id']}/derivatives", {"kind": kind, **more}, status=201)
    return again(li, hazard)


def witness(database, settings):
    """Have the ledger as it is now cosigned by the city's office."""
    checkpoints.sign(database, keys.Folder(settings.keys))

    def cosign(session):
        newest = checkpoints.newest(session)
        line = CITY.cosign(notes.Note.parse(newest.note).text, db.now(session))
        witnesses.ask(session, str(CITY.key), "https://dezhou.example/")
        witnesses.accept(session, CITY.name, newest.size, str(line))

    database.write(cosign)


def exported(person, hazard, folder, **query):
    """The bundle as a folder below *folder*."""
    response = person.ask("GET", f"/hazards/{hazard['id']}/bundle", query_string=query)
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        archive.extractall(folder)
    return folder / hazard["number"]


def verdict(path, *words, language="zh"):
    """The exit code of the verifier and what it says."""
    with redirect_stdout(io.StringIO()) as out:
        code = verify.main([str(path), "--lang", language, *words])
    return code, out.getvalue()


def sha256sum(bag) -> bool:
    """What ``sha256sum -c`` says of both manifests."""
    names = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
    return all(
        subprocess.run(
            ["sha256sum", "-c", "--quiet", "--strict", name], cwd=bag, capture_output=True, check=False
        ).returncode
        == 0
        for name in names
    )


def bagit(bag) -> bool:
    """What the Library of Congress's ``bagit.py --validate`` says."""
    command = [sys.executable, "-m", "bagit", "--quiet", "--validate", str(bag)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def flip(path, at=None):
    """Change one byte."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 1
    path.write_bytes(content)


def rewrite(bag):
    """Make the manifests fit what lies in the bag now, as a forger would."""
    for manifest, wanted in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        paths = sorted(path for path in bag.rglob("*") if path.is_file() and path.name != "tagmanifest-sha256.txt")
        names = [path.relative_to(bag).as_posix() for path in paths]
        chosen = [name for name in names if name.startswith("data/") is wanted]
        done = subprocess.run(["sha256sum", *chosen], cwd=bag, capture_output=True, check=True)
        (bag / manifest).write_bytes(done.stdout)
