"""Witnessing between installations (C2SP tlog-witness): we cosign the logs of others, and others cosign ours.

A log that shows different histories to different people needs a witness who signs both; ours signs a checkpoint only
when it goes on from the last one that was signed, and keeps the proof when a log contradicts itself.
"""

from base64 import b64encode
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from . import checkpoints, db, ledger, merkle, notes, proofs
from .models import Cosignature, Fork, WatchedLog, Witness

MAX_PROOF = 63  # hashes, as the specification says


class Verdict(StrEnum):
    COSIGNED = "cosigned"
    UNKNOWN_LOG = "unknown_log"
    NOT_SIGNED = "not_signed"  # by the key that we know
    OTHER_SIZE = "other_size"  # another size was cosigned last
    FORKED = "forked"  # the same size, another root
    NO_PROOF = "no_proof"  # that it goes on from what was cosigned last


@dataclass(frozen=True, slots=True)
class Submission:
    """What a log sends: the size that was cosigned last, the proof that it goes on from there, the checkpoint."""

    old: int
    proof: list[bytes]
    note: notes.Note
    head: notes.Head

    @classmethod
    def parse(cls, text: str) -> "Submission":
        """Raises BadNote."""
        above, _, written = text.partition("\n\n")
        first, *lines = above.split("\n")
        word, _, old = first.partition(" ")
        if word != "old" or not notes.DECIMAL.fullmatch(old) or len(lines) > MAX_PROOF:
            raise notes.BadNote("not a submission")
        note = notes.Note.parse(written)
        head, proof = notes.Head.parse(note.text), list(map(notes.decoded, lines))
        if int(old) > head.size:
            raise notes.BadNote("the old size is the larger one")
        return cls(int(old), proof, note, head)

    def __str__(self):
        lines = "".join(f"{b64encode(one).decode()}\n" for one in self.proof)
        return f"old {self.old}\n{lines}\n{self.note}"


def watch(session, vkey: str):
    """Cosign, from now on, what the log with this key shows; a new key of a known log replaces the old one."""
    key = notes.Key.parse(vkey)
    if key.kind != notes.ED25519:
        raise notes.BadNote("the key of a witness, not of a log")
    known = session.get(WatchedLog, key.name)
    if known is None:
        session.add(WatchedLog(origin=key.name, vkey=vkey, size=0))
    else:
        known.vkey = vkey
    session.flush()
    ledger.append(session, None, "log.watched", [], {"vkey": vkey})


def look(session, folder, asked: Submission) -> tuple[Verdict, str]:
    """The verdict on what a log shows; with COSIGNED our signature line, with OTHER_SIZE the size that we know."""
    known = session.scalar(select(WatchedLog).where(WatchedLog.origin == asked.head.origin).with_for_update())
    if known is None:
        return Verdict.UNKNOWN_LOG, ""
    try:
        if not asked.note.signed_by([notes.Key.parse(known.vkey)]):
            return Verdict.NOT_SIGNED, ""
    except notes.BadNote:
        return Verdict.NOT_SIGNED, ""
    if known.note and asked.head.size == known.size and asked.head.root != _head(known.note).root:
        _keep_fork(session, known, asked)
        return Verdict.FORKED, ""
    if asked.old != known.size:
        return Verdict.OTHER_SIZE, f"{known.size}\n"
    if not _goes_on(known, asked):
        return Verdict.NO_PROOF, ""
    return Verdict.COSIGNED, str(_cosign(session, folder, known, asked))


def _goes_on(known, asked):
    if known.size == 0:
        return not asked.proof
    return merkle.extends(_head(known.note).root, known.size, asked.head.root, asked.head.size, asked.proof)


def _cosign(session, folder, known, asked):
    line = folder.witness(witness_name(session, folder)).cosign(asked.note.text, db.now(session))
    if known.note is None or asked.head.size > known.size:
        known.size, known.note = asked.head.size, str(asked.note)
        session.flush()
        ledger.append(session, None, "log.cosigned", [], {"origin": known.origin, "note": known.note})
    return line


def _keep_fork(session, known, asked):
    """Once for each other root is enough to show it."""
    shown = str(asked.note)
    if session.scalar(select(Fork.id).where(Fork.origin == known.origin, Fork.shown == shown)) is None:
        session.add(Fork(origin=known.origin, at=db.now(session), kept=known.note, shown=shown))
        session.flush()
        ledger.append(session, None, "log.forked", [], {"kept": known.note, "shown": shown})


def _head(note):
    return notes.Head.parse(notes.Note.parse(note).text)


def witness_name(session, folder) -> str:
    """Under which name this installation cosigns."""
    return f"{notes.Key.parse(checkpoints.present_key(session, folder).vkey).name}/witness"


def ask(session, vkey: str, url: str):
    """Have our checkpoints, from now on, cosigned at *url* by the witness with this key; a known one may have moved."""
    key = notes.Key.parse(vkey)
    if key.kind != notes.COSIGNATURE:
        raise notes.BadNote("the key of a log, not of a witness")
    known = session.get(Witness, key.name)
    if known is None:
        known = Witness(name=key.name, vkey=vkey, size=0)
        session.add(known)
    elif known.vkey != vkey:
        raise notes.BadNote("another key of a known witness; its lines would no longer hold")
    known.url = url.removesuffix("/")
    session.flush()
    ledger.append(session, None, "witness.asked", [], {"vkey": vkey, "url": url})


def waiting(session) -> list[Witness]:
    """The witnesses that have not cosigned our newest checkpoint."""
    newest = checkpoints.newest(session)
    if newest is None:
        return []
    done = select(Cosignature.witness).where(Cosignature.size == newest.size)
    return list(session.scalars(select(Witness).where(Witness.name.not_in(done)).order_by(Witness.name)))


def submission(session, name: str) -> Submission:
    """What to send to a witness about our newest checkpoint. Inconsistent when it saw a longer ledger."""
    witness, newest = session.get_one(Witness, name), checkpoints.get(session)
    note = notes.Note.parse(newest.note)
    if witness.size > newest.size:
        raise checkpoints.Inconsistent(f"{witness.name} saw {witness.size} entries, {newest.size} are signed")
    proof = proofs.consistency(session, witness.size, newest.size)
    return Submission(witness.size, proof, note, notes.Head.parse(note.text))


def saw(session, name: str, size: int):
    """Note which checkpoint the witness says it saw last. One that we never signed tells of entries that are lost."""
    session.get_one(Witness, name).size = size
    newest = checkpoints.get(session)
    session.flush()
    if size > newest.size:
        checkpoints.lack(session, newest.size, size, witness=name)


def accept(session, name: str, size: int, lines: str):
    """Keep the cosignature of checkpoint *size* that is among *lines*. BadNote when there is none that holds."""
    witness, checkpoint = session.get_one(Witness, name), checkpoints.get(session, size)
    key = notes.Key.parse(witness.vkey)
    signature = notes.Note.parse(checkpoint.note + lines).signed_by([key]).get(key)
    if signature is None:
        raise notes.BadNote(f"{name} did not cosign")
    witness.size = max(witness.size, size)
    if session.get(Cosignature, (size, name)) is None:
        session.add(Cosignature(size=size, witness=name, at=signature.at, line=str(signature)))
        session.flush()
        ledger.append(session, None, "checkpoint.cosigned", [], {"size": size, "line": str(signature)})


def cosignatures(session, size: int) -> list[Cosignature]:
    return list(session.scalars(select(Cosignature).where(Cosignature.size == size).order_by(Cosignature.witness)))
