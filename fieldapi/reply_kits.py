"""A reply without a network: the form and the document go out as a zip, answers and photos come back as one."""

import io
import zipfile
from pathlib import PurePosixPath

from flask import current_app

from inspections import service_signing
from inspections.errors import Invalid
from inspections.reply_drafts import ImportedReply
from uploads import sniff
from uploads.errors import TooLarge, UploadError
from uploads.evidence import examine

from . import agency_views, reception, wire
from .problems import language
from .texts import say

FORM, DOCUMENT, ANSWERS = "答复表.html", "文书.pdf", "答复.json"
LETTER = "回函"
MOST_FILES = 300
MOST_BYTES = 500 * 1024 * 1024  # of all files together, unpacked
EACH_BYTES = 50 * 1024 * 1024
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, UnicodeError)
AT_ONCE = 256 * 1024


def packed(session, service) -> bytes:
    """The kit: a form that works from the file itself, and the document as it was frozen."""
    pdf = current_app.extensions["store"].path(service_signing.version(session, service).pdf_sha256)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FORM, agency_views.kit(session, service))
        archive.write(pdf, DOCUMENT)
    return out.getvalue()


def unpacked(path):
    """What came back: ``(reply, [(name, picture)], letter)``; the files are in the store by then. Raises Invalid.

    Names are GBK where the zip does not say that they are UTF-8, as Windows packs them in China.
    """
    try:
        with zipfile.ZipFile(path, metadata_encoding="gbk") as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
                raise Invalid.at("file", "reply_file_too_large")
            named = {_name(one): one for one in members}
            if ANSWERS not in named:
                raise Invalid.at("file", "not_a_reply_file")
            said = wire.parse(_read(archive, named.pop(ANSWERS)), ImportedReply)
            wanted = {name: one for name, one in named.items() if name not in (FORM, DOCUMENT)}
            kept = [(name, _kept(archive, name, one)) for name, one in wanted.items()]
    except BROKEN:
        raise Invalid.at("file", "not_a_reply_file") from None
    letters = [evidence for name, evidence in kept if name.startswith(LETTER)]
    photos = [(name, evidence) for name, evidence in kept if not name.startswith(LETTER)]
    for name, evidence in photos:
        if not sniff.is_decodable(evidence.media_type):
            raise Invalid.at("file", "page_image_expected", name=name)
    return said, photos, letters[0] if letters else None


def _name(member):
    """The last part of its path; a folder that is named after a hazard counts as part of the name."""
    parts = PurePosixPath(member.filename).parts
    return parts[-1] if parts[-1] == ANSWERS or parts[-1].startswith(LETTER) else "_".join(parts[-2:])


def _read(archive, member):
    with archive.open(member) as stream:
        content = stream.read(EACH_BYTES + 1)
    if len(content) > EACH_BYTES:
        raise Invalid.at("file", "reply_file_too_large")
    return content


def _kept(archive, name, member):
    """The member in the store, looked at as if it had been uploaded by itself."""
    incoming = current_app.extensions["store"].incoming(EACH_BYTES)
    try:
        with archive.open(member) as stream:
            while piece := stream.read(AT_ONCE):
                incoming.write(piece)
        received = incoming.finish()
        evidence = examine(received, None)
        reception.keep(received)
    except (UploadError, TooLarge) as error:
        reason = say(error.code, language(), error.details)
        raise Invalid.at("file", "page_file_refused", name=name, reason=reason) from None
    finally:
        incoming.discard()
    return evidence
