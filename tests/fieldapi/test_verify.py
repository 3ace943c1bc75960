"""Whatever is changed in a bundle is found, also by somebody who has only Python and no trust in us."""

import ast
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapi import anchoring
from inspections import db, merkle
from inspections.handout import verify
from tests.authority import Authority, verified_by_openssl
from tests.bundles import bagit, exported, flip, rewrite, sha256sum, story, verdict

pytestmark = pytest.mark.databases("sqlite")
PYTHONS = [f"python3.{minor}" for minor in range(8, 15)]
NOT_PROVED = ("verify.py", "说明.txt", "bag-info.txt", "bagit.txt")  # only the bag's own list speaks for them
#   RFC 8032 §7.1: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.fixture(scope="module")
def bags():
    """The bundle of each database, exported once: most tests ask the server for nothing more."""
    return {}


@pytest.fixture
def bag(settings, bags, request, tmp_path, tmp_path_factory):
    """A copy of the bundle, to be altered."""
    if settings not in bags:
        li, witness = request.getfixturevalue("li"), request.getfixturevalue("witness")
        hazard = story(li)
        witness()
        bags[settings] = exported(li, hazard, tmp_path_factory.mktemp("bag"))
    return shutil.copytree(bags[settings], tmp_path / bags[settings].name)


def files(bag):
    return sorted(path for path in bag.rglob("*") if path.is_file())


@pytest.mark.slow
def test_one_byte_changed_in_any_file_is_found_by_all_three(bag, tmp_path):
    for path in files(bag):
        before = path.read_bytes()
        flip(path)

        assert verdict(bag)[0] == 1, path
        assert not sha256sum(bag), path
        assert not bagit(bag), path
        path.write_bytes(before)
    assert verdict(bag)[0] == 0


@pytest.mark.slow
def test_a_forger_who_mends_the_manifests_deceives_the_others_and_not_us(bag):
    rewrite(bag)
    assert verdict(bag)[0] == 0
    for path in [path for path in files(bag) if "data" in path.relative_to(bag).parts]:
        before = path.read_bytes()
        flip(path)
        rewrite(bag)

        assert sha256sum(bag) and bagit(bag), path
        assert verdict(bag)[0] == 1, path
        path.write_bytes(before)


def test_a_file_that_is_gone_makes_it_incomplete_and_one_too_many_is_an_alteration(bag):
    original = next((bag / "data" / "originals").iterdir())
    content = original.read_bytes()
    original.unlink()
    assert verdict(bag)[0] == 2
    rewrite(bag)
    assert verdict(bag)[0] == 2  # the ledger knows of it

    original.write_bytes(content)
    (bag / "data" / "originals" / "more.jpg").write_bytes(content)
    rewrite(bag)
    assert verdict(bag)[0] == 1


def test_without_checkpoint_nothing_is_proved(bag):
    (bag / "data" / "ledger" / "checkpoint.note").unlink()
    rewrite(bag)

    code, said = verdict(bag, language="en")
    assert code == 2 and "no signed checkpoint" in said


def test_an_entry_that_was_left_out_or_told_otherwise_is_found(bag):
    path = bag / "data" / "ledger" / "entries.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]), "utf-8")
    rewrite(bag)
    assert verdict(bag)[0] in (1, 2)

    row = json.loads(lines[0])
    row["payload"] = row["payload"].replace("承德小学东门", "承德小学西门")
    path.write_text("".join([json.dumps(row) + "\n", *lines[1:]]), "utf-8")
    rewrite(bag)
    code, said = verdict(bag)
    assert code == 1 and "的内容不符" in said


def test_the_key_that_the_office_published_decides(bag):
    key = json.loads((bag / "data" / "ledger" / "keys.json").read_text())["log"][0]["vkey"]
    other = "lanjian/0000000000000000/ledger/v1+00000000+AAAA"

    assert "请与检察院另行公布的核对" not in verdict(bag, "--key", key)[1]
    assert verdict(bag, "--key", other)[0] == 1


def test_a_zip_is_checked_as_it_is_and_a_broken_one_does_not_crash(li, witness, tmp_path):
    path, hazard = tmp_path / "bag.zip", story(li)
    witness()
    path.write_bytes(li.ask("GET", f"/hazards/{hazard['id']}/bundle").data)
    assert verdict(path)[0] == 0

    whole = path.read_bytes()
    path.write_bytes(whole[:-1000])
    assert verdict(path)[0] == 1
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../evil", "x")
        archive.writestr("a/../../evil", "x")
    assert verdict(path)[0] == 1


def test_a_link_in_the_folder_is_no_file_of_the_bundle(bag):
    original = next((bag / "data" / "originals").iterdir())
    shutil.move(original, bag.parent / "elsewhere.jpg")
    original.symlink_to(bag.parent / "elsewhere.jpg")

    assert verdict(bag)[0] == 1


def test_without_an_independent_time_it_is_incomplete_and_says_what_is_missing(li, witness, tmp_path):
    hazard = li.record()
    first = li.add_photo(hazard)
    code, said = verdict(exported(li, hazard, tmp_path / "1"), language="both")
    assert code == 2 and "an independent time is missing" in said and "缺少独立的时间证明" in said

    witness()
    later = li.add_photo(hazard, "kodak_cx7530_kenya.jpg")
    code, said = verdict(exported(li, hazard, tmp_path / "2"), language="en")
    assert code == 2 and f"photo {later['id']} is not yet anchored" in said and f"photo {first['id']}" not in said

    witness()
    assert verdict(exported(li, hazard, tmp_path / "3"))[0] == 0


def test_a_copy_that_the_ledger_does_not_know_is_found(bag):
    path = bag / "data" / "record.json"
    record = json.loads(path.read_text("utf-8"))
    redacted = record["derivatives"][0]
    redacted["photo_id"] = record["photos"][1]["id"]
    path.write_text(json.dumps(record), "utf-8")
    rewrite(bag)

    code, said = verdict(bag, language="en")
    assert code == 1 and f"copy {redacted['name']} is not the one in the ledger" in said


@pytest.mark.databases("sqlite", "postgresql")
def test_a_time_stamp_says_since_when(settings, database, li, tmp_path):
    hazard = story(li)
    exported(li, hazard, tmp_path / "first")  # signs a checkpoint
    authority = Authority(tmp_path / "tsa")
    chosen = replace(settings, tsa_url="http://tsa", tsa_certificates=str(authority.root))
    anchoring.stamp(database, chosen, ask=authority.ask)
    bag = exported(li, hazard, tmp_path / "second")
    token = next((bag / "data" / "ledger" / "anchors").glob("*.tsr"))

    code, said = verdict(bag, "--tsa", str(authority.root), language="en")
    assert code == 0 and "existed at" in said
    assert verified_by_openssl(tmp_path, token.read_bytes(), token.with_suffix(".note").read_bytes(), authority.root)
    stranger = Authority(tmp_path / "stranger")
    assert verdict(bag, "--tsa", str(stranger.root))[0] == 1
    flip(token, at=-1)
    rewrite(bag)
    assert verdict(bag, "--tsa", str(authority.root))[0] == 1


def test_a_time_stamp_that_was_carried_on_leads_to_the_further_one(settings, database, clock, li, tmp_path):
    clock.at = db.system_clock()  # an authority tells the true time
    hazard = story(li.again())
    exported(li, hazard, tmp_path / "first")
    old, new = Authority(tmp_path / "old", life=timedelta(days=200)), Authority(tmp_path / "new")
    for authority in (old, new):
        chosen = replace(settings, tsa_url="http://tsa", tsa_certificates=str(authority.root))
        anchoring.stamp(database, chosen, ask=authority.ask)
        clock.advance(days=150)
    bag = exported(li.again(), hazard, tmp_path / "second")
    both = tmp_path / "both.pem"
    both.write_bytes(old.root.read_bytes() + new.root.read_bytes())

    code, said = verdict(bag, "--tsa", str(both), language="en")
    assert code == 0 and "carried on by a further one" in said
    token = next((bag / "data" / "ledger" / "anchors").glob("*.renewal-1.tsr"))
    root = token.with_suffix(".root").read_bytes()
    assert verified_by_openssl(tmp_path, token.read_bytes(), root, new.root)
    for path in (token, token.with_suffix(".root")):
        before = path.read_bytes()
        flip(path, at=-1)
        rewrite(bag)
        assert verdict(bag, "--tsa", str(both))[0] == 1, path
        path.write_bytes(before)
    token.unlink()
    rewrite(bag)
    assert verdict(bag, "--tsa", str(both))[0] == 2


def test_it_is_written_in_the_language_of_python_3_8():
    ast.parse(Path(verify.__file__).read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.slow
def test_every_python_on_this_machine_says_the_same(bag):
    said = set()
    for name in filter(shutil.which, PYTHONS):
        if subprocess.run([name, "-c", ""], capture_output=True, check=False).returncode:
            continue  # a name without the program behind it
        command = [name, "-I", str(bag / "verify.py")]
        done = subprocess.run(command, capture_output=True, check=False, env={})
        assert done.returncode == 0, done.stderr
        said.add(done.stdout)

    assert len(said) == 1


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_ed25519_as_in_rfc_8032(key, message, signature):
    public, text, value = map(bytes.fromhex, (key, message, signature))

    assert verify.ed25519_holds(public, text, value)
    assert not verify.ed25519_holds(public, text + b"x", value)
    for at in (0, 31, 32, 63):
        wrong = bytearray(value)
        wrong[at] ^= 1
        assert not verify.ed25519_holds(public, text, bytes(wrong))
    more = int.from_bytes(value[32:], "little") + verify.L  # the same number modulo the order, spelt otherwise
    assert not verify.ed25519_holds(public, text, value[:32] + more.to_bytes(32, "little"))


def test_its_proofs_are_those_of_the_ledger():
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(21)]

    def over(subtree):
        return merkle.root(leaves[subtree.start : subtree.stop])

    for size in range(1, 22):
        root = merkle.root(leaves[:size])
        for index in range(size):
            proof = list(map(over, merkle.inclusion(index, size)))
            assert verify.includes(root, size, index, leaves[index], proof)
            assert not verify.includes(root, size, index, leaves[index - 1], proof) or size == 1
        for first in range(1, size + 1):
            proof = list(map(over, merkle.consistency(first, size)))
            assert verify.extends(merkle.root(leaves[:first]), first, root, size, proof)
            assert not verify.extends(verify.leaf_hash(b"other"), first, root, size, proof)
