"""Signed notes and checkpoints, against the examples of C2SP and of Go, and a checkpoint of a public log.

The checkpoint was published by a log of Certificate Transparency and cosigned by public witnesses.
"""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspections import notes

EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
LOG_KEY = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
WITNESS_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
CHECKPOINT = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
"""  # noqa: E501  (as it was published)
SIGNER = notes.Signer("qingyun.example/ledger", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.mark.parametrize(("vkey", "written"), [(EXAMPLE_KEY, EXAMPLE), (GO_KEY, GO)], ids=["C2SP", "Go"])
def test_the_published_notes_hold(vkey, written):
    key, note = notes.Key.parse(vkey), notes.Note.parse(written)

    assert str(key) == vkey
    assert str(note) == written
    assert list(note.signed_by([key])) == [key]


def test_a_public_logs_checkpoint_holds_and_so_does_its_cosignature():
    log, witness = notes.Key.parse(LOG_KEY), notes.Key.parse(WITNESS_KEY)
    note = notes.Note.parse(CHECKPOINT)
    head, signed = notes.Head.parse(note.text), note.signed_by([log, witness])

    assert str(note) == CHECKPOINT
    assert (head.origin, head.size) == (log.name, 1432088532)
    assert str(head) == note.text
    assert set(signed) == {log, witness}
    assert signed[witness].at == datetime(2026, 5, 23, 21, 50, 24, tzinfo=UTC)


def test_what_we_sign_holds_and_nothing_else_does():
    text = str(notes.Head(SIGNER.name, 7, bytes(32)))
    note = notes.Note(text, (SIGNER.sign(text),))
    other = notes.Note(str(notes.Head(SIGNER.name, 8, bytes(32))), note.signatures)

    assert notes.Note.parse(str(note)).signed_by([SIGNER.key]) == {SIGNER.key: note.signatures[0]}
    assert note.signed_by([notes.Key.parse(EXAMPLE_KEY)]) == {}
    with pytest.raises(notes.BadNote):
        other.signed_by([SIGNER.key])


def test_a_cosignature_says_when():
    at = datetime(2026, 6, 29, 2, 5, tzinfo=UTC)
    witness = notes.Signer("dezhou.example/witness", SIGNER.private, notes.COSIGNATURE)
    text = str(notes.Head(SIGNER.name, 7, bytes(32)))
    line = witness.cosign(text, at)

    assert notes.Note(text, (line,)).signed_by([witness.key])[witness.key].at == at
    later = notes.Signature(line.name, line.key_id, (line.seconds + 1).to_bytes(8) + line.value[8:])
    assert not witness.key.holds(text, later)


def test_every_bit_of_a_checkpoint_counts():
    head = notes.Head(SIGNER.name, 60, bytes(range(32)))
    written = str(notes.Note(str(head), (SIGNER.sign(str(head)),))).encode()

    for bit in range(len(written) * 8):
        spoiled = bytearray(written)
        spoiled[bit // 8] ^= 1 << bit % 8
        assert not holds(spoiled), bit


def holds(written):
    try:
        note = notes.Note.parse(bytes(written).decode())
        return bool(note.signed_by([SIGNER.key]))
    except (UnicodeDecodeError, notes.BadNote):
        return False


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        EXAMPLE_KEY[:-1],
        EXAMPLE_KEY.replace("530d903a", "530d903b"),
        EXAMPLE_KEY.replace("530d903a", "530D903A"),
        EXAMPLE_KEY.replace("foo", "f o"),
        EXAMPLE_KEY.replace("+Aek", "+Bek"),
        f"{EXAMPLE_KEY}AAAA",
    ],
)
def test_what_is_no_key_is_refused(vkey):
    with pytest.raises(notes.BadNote):
        notes.Key.parse(vkey)


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "a\n1\n", "a\n01\nAAAA\n", "a\n-1\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n", "\n1\n" + "A" * 43 + "=\n"],
)
def test_what_is_no_tree_head_is_refused(text):
    with pytest.raises(notes.BadNote):
        notes.Head.parse(text)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— na me AAAAAAAA\n",
        "text\t\n\n— name AAAAAAAA\n",
        "text\n\n" + "— name AAAAAAAA\n" * 65,
    ],
)
def test_what_is_no_note_is_refused(written):
    with pytest.raises(notes.BadNote):
        notes.Note.parse(written)
