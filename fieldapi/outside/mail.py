"""Handing a letter to a mail server over SMTP (RFC 5321), encrypted where the address of the server says so."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 30
SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}  # and their usual ports


@dataclass(frozen=True, slots=True)
class Letter:
    """``id`` makes the Message-ID: when a letter is handed over twice, mail software shows it once."""

    id: str
    to: str
    subject: str
    text: str
    at: datetime


def send(url: str, sender: str, letter: Letter):
    """Hand *letter* to the server at *url* (``smtp://``, ``smtp+starttls://`` or ``smtps://user:password@host:port``).

    Raises smtplib.SMTPException when the server refuses, and OSError when it can't be reached or is not who it says.
    """
    server = urlsplit(url)
    port = server.port or SCHEMES[server.scheme]
    with _connection(server, port) as connection:
        if server.scheme == "smtp+starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(_message(sender, letter))


def _connection(server, port):
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.hostname, port, timeout=TIMEOUT_S, context=ssl.create_default_context())
    return smtplib.SMTP(server.hostname, port, timeout=TIMEOUT_S)


def _message(sender, letter):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no absence note answers it
    message.set_content(letter.text)
    return message
