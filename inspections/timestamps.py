"""Time stamps on checkpoints (RFC 3161): who else says that the ledger was so at that time, and for how long.

A token holds as long as its authority's certificate; before that ends, one further token over all that end soon (the
root of a Merkle tree with these tokens as leaves) carries them on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import rfc3161_client as rfc3161
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates
from sqlalchemy import func, select, update

from . import checkpoints, db, ledger, merkle
from .errors import NotFound
from .models import Checkpoint, TimeStamp

AT_MOST_EVERY = timedelta(minutes=5)
RENEW_BEFORE = timedelta(days=180)
RENEW_AFTER = timedelta(days=1)  # at the earliest, so that a certificate that ends soon asks for no storm of tokens
MOST_AT_ONCE = 1000  # tokens that one further token carries on


class BadToken(ValueError):
    """The token does not say, by an authority that we trust, what it should."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token says: when it was made and when its authority's certificate ends."""

    at: datetime
    ends_at: datetime

    @property
    def renew_at(self) -> datetime:
        """180 days before the end or, of a shorter life, after half of it."""
        half = self.at + max((self.ends_at - self.at) / 2, RENEW_AFTER)
        return max(half, self.ends_at - RENEW_BEFORE)


class Authority:
    """The certificates that we trust to tell the time."""

    def __init__(self, pem: bytes):
        found = load_pem_x509_certificates(pem)
        self._roots = [one for one in found if one.issuer == one.subject]
        self._others = [one for one in found if one.issuer != one.subject]

    @classmethod
    def of(cls, path: str) -> "Authority":
        return cls(Path(path).read_bytes())

    def read(self, token: bytes, content: bytes, nonce: int | None = None) -> Stamp:
        """What *token* says about *content*, its certificates judged at the time that it names. Raises BadToken."""
        try:
            response = rfc3161.decode_timestamp_response(token)
            verifier = rfc3161.VerifierBuilder(roots=[*self._roots], intermediates=[*self._others], nonce=nonce).build()
            verifier.verify_message(response, content)
        except (ValueError, rfc3161.VerificationError) as error:
            raise BadToken(str(error)) from None
        embedded = list(map(load_der_x509_certificate, response.signed_data.certificates))
        issuers = {one.issuer for one in (*embedded, *self._others)}
        chain = [*embedded, *(one for one in (*self._roots, *self._others) if one.subject in issuers)]
        return Stamp(response.tst_info.gen_time, min(one.not_valid_after_utc for one in chain))


def request(content: bytes) -> tuple[bytes, int]:
    """A request for a token over *content* (SHA-256) with the authority's certificate in it, and its nonce."""
    builder = rfc3161.TimestampRequestBuilder().data(content).hash_algorithm(rfc3161.HashAlgorithm.SHA256)
    asked = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    return asked.as_bytes(), asked.nonce


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should be stamped: a checkpoint of some size, or the tokens with these ids."""

    content: bytes
    size: int | None = None
    renews: tuple = ()


def due(session) -> Wanted | None:
    """What should be stamped now: tokens that end soon first; the newest checkpoint at most every five minutes."""
    now = db.now(session)
    ending = select(TimeStamp).where(TimeStamp.renewed_by_id.is_(None), TimeStamp.renew_at <= now)
    tokens = list(session.scalars(ending.order_by(TimeStamp.id).limit(MOST_AT_ONCE)))
    if tokens:
        return Wanted(renewed_content(tokens), renews=tuple(one.id for one in tokens))
    newest = checkpoints.newest(session)
    last = session.execute(select(func.max(TimeStamp.checkpoint_size), func.max(TimeStamp.at))).one()
    if newest is None or newest.size == last[0] or (last[1] and now - last[1] < AT_MOST_EVERY):
        return None
    return Wanted(newest.note.encode(), size=newest.size)


def renewed_content(tokens) -> bytes:
    """What a further token over *tokens*, in the order of their ids, is made over: the root of their tree."""
    return merkle.root([merkle.leaf_hash(one.token) for one in tokens])


def keep(session, wanted: Wanted, token: bytes, stamp: Stamp) -> TimeStamp:
    """Keep a token that was verified; its digest goes to the ledger."""
    row = TimeStamp(
        checkpoint_size=wanted.size, token=token, at=stamp.at, ends_at=stamp.ends_at, renew_at=stamp.renew_at
    )
    session.add(row)
    session.flush()
    renewed = update(TimeStamp).where(TimeStamp.id.in_(wanted.renews), TimeStamp.renewed_by_id.is_(None))
    if session.execute(renewed.values(renewed_by_id=row.id)).rowcount != len(wanted.renews):
        raise BadToken("another token carried some of these on meanwhile")
    said = {"size": wanted.size, "at": ledger.instant(stamp.at), "renews": len(wanted.renews)}
    ledger.append(session, None, "checkpoint.stamped", [], said, blobs=[sha256(token).hexdigest()])
    return row


def content_of(session, row: TimeStamp) -> bytes:
    """What *row*'s token was made over."""
    if row.checkpoint_size is not None:
        return session.get_one(Checkpoint, row.checkpoint_size).note.encode()
    return renewed_content(_renewed_by(session, row))


def _renewed_by(session, row) -> list[TimeStamp]:
    return list(session.scalars(select(TimeStamp).where(TimeStamp.renewed_by_id == row.id).order_by(TimeStamp.id)))


@dataclass(frozen=True, slots=True)
class Renewal:
    """That a further token carries on an earlier one: the leaf *index* of a tree of *size* tokens with this *root*."""

    row: TimeStamp
    root: bytes
    index: int
    size: int
    hashes: list[bytes]


def renewals(session, stamps: list[TimeStamp]) -> list[Renewal]:
    """How each token of ``of`` after the first carries on the one before it."""
    return [_renewal(session, earlier, row) for earlier, row in pairwise(stamps)]


def _renewal(session, earlier, row):
    tokens = _renewed_by(session, row)
    index = [one.id for one in tokens].index(earlier.id)
    leaves = [merkle.leaf_hash(one.token) for one in tokens]
    hashes = [merkle.root(leaves[part.start : part.stop]) for part in merkle.inclusion(index, len(leaves))]
    return Renewal(row, merkle.root(leaves), index, len(leaves), hashes)


def of(session, size: int) -> list[TimeStamp]:
    """The token over a checkpoint, then those that carry it on, one after the other."""
    row, found = session.scalar(select(TimeStamp).where(TimeStamp.checkpoint_size == size)), []
    while row is not None:
        found.append(row)
        row = row.renewed_by_id and session.get_one(TimeStamp, row.renewed_by_id)
    return found


def get(session, id_) -> TimeStamp:
    row = session.get(TimeStamp, id_)
    if row is None:
        raise NotFound
    return row
