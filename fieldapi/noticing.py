"""Telling people: a look every minute in a thread beside the jobs, and the job that hands released letters over."""

import smtplib
import threading
from dataclasses import replace
from functools import partial
from uuid import UUID

from inspections import db, notices, outgoing, outgoing_preparing
from inspections.outgoing_services import TELEPHONE

from . import anchoring, present_notices
from .outside import mail, sms

PAUSE_S = 60
NEVER = 500  # from here on a mail server says that trying again is no use (RFC 5321 §4.2.1)


class NoMailServer(RuntimeError):
    """A letter was released, and since then the settings name no mail server."""


def look(database, settings):
    """Make what the policy says, once: notices in the app, and what waits to leave the office."""
    with database.read() as session:
        told, prepared = notices.is_due(session), bool(outgoing_preparing.missing(session))
    if told:
        database.write(notices.look)
    if told or prepared:
        database.write(lambda session: _prepare(session, settings))


def _prepare(session, settings):
    digests = outgoing_preparing.prepare(session)
    if settings.release_routine and settings.smtp_url:
        outgoing.release_routine(session, digests)


def send(database, store, payload, settings, hand_over=mail.send):
    """Hand a released letter to the mail server. What its recipient may not see by now is left out."""
    id_ = UUID(payload["notice_id"])
    with database.read() as session:
        row = outgoing.to_send(session, id_)
        letter = row and _letter(session, row, settings.public_url)
        serves = bool(row and row.service_id)
    try:
        if letter is not None:
            _hand_over(letter, settings, hand_over)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, why = refusal.recipients[letter.to]
        if code < NEVER or not serves:
            raise
        database.write(lambda session: outgoing.bounce(session, id_, f"{code} {why.decode('utf-8', 'replace')}"[:500]))
        return
    database.write(lambda session: outgoing.settle(session, id_, sent=letter is not None))


def _hand_over(letter, settings, by_mail):
    if letter.to.startswith(TELEPHONE):
        sms.send(settings.sms_url, replace(letter, to=letter.to.removeprefix(TELEPHONE)))
        return
    if not settings.smtp_url:
        raise NoMailServer
    by_mail(settings.smtp_url, settings.mail_from, letter)


def _letter(session, row, base):
    language = present_notices.language_of(session, row)
    subject, text = present_notices.letter(session, row, language, base=base)
    return mail.Letter(str(row.id), row.address, subject, text, db.now(session))


def handlers(settings) -> dict:
    """The jobs that talk to the outside, by kind."""
    return {outgoing.JOB: partial(send, settings=settings)}


def _work(database, settings, stop):
    """Begin a minute after the start: nobody waits for a notice then, but many for their first answer."""
    if not stop.wait(PAUSE_S):
        anchoring.work(database, settings, stop, steps=(look,), pause_s=PAUSE_S)


def start_thread(database, settings) -> threading.Event:
    """Look in the background of this process; set the event that is returned to end it."""
    stop = threading.Event()
    threading.Thread(target=_work, args=(database, settings, stop), name="notices", daemon=True).start()
    return stop
