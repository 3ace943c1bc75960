"""Settings: one frozen value, read once from ``LANJIAN_*`` and handed to ``create_app``."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

HELP = {
    "data": "folder of the database and of the files",
    "port": "port on which `serve` and `make run` listen, 1 to 65535",
    "host": "address on which `serve` listens",
    "database_url": "SQLAlchemy address of a PostgreSQL database; empty: SQLite in the data folder",
    "tsa_url": "address of a time-stamp authority (RFC 3161); empty: checkpoints are not stamped",
    "tsa_certificates": "PEM file with the certificates of that authority that are trusted, its root among them",
    "smtp_url": "mail server, smtp://, smtp+starttls:// or smtps://user:password@host:port; empty: nothing is mailed",
    "mail_from": "address from which e-mail comes, needed with a mail server",
    "public_url": "https:// address at which agencies reach this server, for what is written to them; ends with /",
    "sms_url": "webhook of a gateway for text messages to agencies, http:// or https://; empty: none are sent",
    "release_routine": "yes: digests to the office's own people go out unreleased; empty: a person releases each",
    "tls_cert": "PEM file of the certificate for HTTPS, with its chain; needs the key too",
    "tls_key": "PEM file of the private key for HTTPS; needs the certificate too",
    "metrics_token": "bearer token that may read /metrics; empty: nobody may",
    "require_totp": "yes or no: chiefs and administrators need a second factor; demonstration accounts never do",
    "templates": "folder of an office's own document templates and fonts; empty: those that come along",
    "demo_password": "password of the demonstration accounts; empty: one is made and printed",
}
YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False}
PORTS = range(1, 65536)
MAIL_SCHEMES = ("smtp://", "smtp+starttls://", "smtps://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    data: Path = Path("data")  # an immutable value, so a shared default is safe
    port: int = 8000
    host: str = "127.0.0.1"
    database_url: str = ""
    tsa_url: str = ""
    tsa_certificates: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    public_url: str = ""
    sms_url: str = ""
    release_routine: str = ""
    tls_cert: str = ""
    tls_key: str = ""
    metrics_token: str = ""
    require_totp: bool = True
    templates: str = ""
    demo_password: str = ""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data.resolve() / 'lanjian.db'}"

    @property
    def store(self) -> Path:
        return self.data / "store"

    @property
    def keys(self) -> Path:
        return self.data / "keys"


class BadSetting(ValueError):
    """A setting that can't be read; the message names it and says what is allowed."""


def variable(name: str) -> str:
    return f"LANJIAN_{name.upper()}"


def load(environ: Mapping[str, str] = os.environ, **overrides) -> Settings:
    """Settings from ``LANJIAN_*`` in *environ*; *overrides* (not None) win. Raises BadSetting."""
    values = {}
    for item in fields(Settings):
        text = environ.get(variable(item.name))
        if text:
            values[item.name] = _read(item, text)
    values |= {name: value for name, value in overrides.items() if value is not None}
    chosen = Settings(**values)
    if chosen.tsa_url and not Path(chosen.tsa_certificates).is_file():
        raise _bad("tsa_certificates", chosen.tsa_certificates)
    _check_mail(chosen)
    _check_tls(chosen)
    return chosen


def _check_mail(chosen):
    """The password in the server's address is not repeated in a message."""
    if chosen.smtp_url and not chosen.smtp_url.startswith(MAIL_SCHEMES):
        raise _bad("smtp_url", chosen.smtp_url.partition(":")[0])
    if chosen.smtp_url and "@" not in chosen.mail_from:
        raise _bad("mail_from", chosen.mail_from)
    if chosen.sms_url and not chosen.sms_url.startswith(("http://", "https://")):
        raise _bad("sms_url", chosen.sms_url.partition(":")[0])
    if chosen.public_url and not re.fullmatch(r"https?://[^\s?#]+/", chosen.public_url):
        raise _bad("public_url", chosen.public_url)
    if chosen.release_routine not in ("", "yes"):
        raise _bad("release_routine", chosen.release_routine)


def _check_tls(chosen):
    for name in ("tls_cert", "tls_key"):
        said = getattr(chosen, name)
        if (chosen.tls_cert or chosen.tls_key) and not Path(said).is_file():
            raise _bad(name, said)


def _bad(name, said):
    return BadSetting(f"{variable(name)}={said!r}: {HELP[name]}")


def _read(item, text):
    try:
        value = YES_OR_NO.get(text.lower()) if item.default is True else type(item.default)(text)
    except ValueError:
        value = None
    if value is None or (item.name == "port" and value not in PORTS):
        raise _bad(item.name, text)
    return value


def publish(settings: Settings, environ=os.environ):
    """Put *settings* into the environment, for the processes that this one starts."""
    for item in fields(Settings):
        environ[variable(item.name)] = str(getattr(settings, item.name))
