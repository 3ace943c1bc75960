"""Reading a sealed package: for the API and for the command line."""

from pathlib import Path

from inspections import keys, package_drafts, packages
from inspections.errors import FieldError, Invalid
from uploads import packages as files
from uploads.errors import UploadError
from uploads.evidence import examine
from uploads.sniff import LIMITS

from . import present_packages, sync, wire

LIMIT_BYTES = 2 * 1024**3


def read(settings, database, store, path: Path, bearer=None):
    """What is in the package at *path*, after it was checked: its draft, manifest, items and evidences.

    The bytes are in the store when this returns. Raises Invalid or BadPackage, which name what is wrong.
    """
    identity = keys.Folder(settings.keys).packages()
    with store.scratch() as folder, files.opened(path, identity, Path(folder)) as package:
        draft = _draft(package)
        with database.read() as session:
            packages.check(session, bearer, draft, package)
        evidences = [_keep(store, package, sha256) for sha256 in draft.blobs]
    return draft, package.manifest, sync.read(draft.items), evidences


def _draft(package):
    try:
        return wire.parse(package.manifest, package_drafts.PackageDraft)
    except wire.Unreadable as error:
        raise Invalid(FieldError(files.MANIFEST, error.code, error.details)) from None


def _keep(store, package, sha256):
    """One member into the store, where the bytes are durable."""
    incoming = store.incoming(max(LIMITS.values()))
    try:
        with package.blob(sha256) as content:
            while part := content.read(256 * 1024):
                incoming.write(part)
        received = incoming.finish()
        evidence = examine(received, sha256)
        store.keep(received)
        return evidence
    except UploadError as error:
        raise Invalid(FieldError(f"blobs/{sha256}", error.code, error.details)) from None
    finally:
        incoming.discard()


def take(session, maps, read_, bearer=None) -> dict:
    """Do what was read; the receipts."""
    draft, manifest, items, evidences = read_
    digest, results = packages.take(session, bearer, maps, draft, manifest, items, evidences)
    return present_packages.receipts(draft, digest, results)
