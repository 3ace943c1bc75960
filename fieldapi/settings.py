"""Settings: one frozen value, read once from ``LANJIAN_*`` and handed to ``create_app``."""

import os
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
    "metrics_token": "bearer token that may read /metrics; empty: nobody may",
    "require_totp": "yes or no: chiefs and administrators need a second factor; demonstration accounts never do",
    "demo_password": "password of the demonstration accounts; empty: one is made and printed",
}
YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False}
PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    data: Path = Path("data")  # an immutable value, so a shared default is safe
    port: int = 8000
    host: str = "127.0.0.1"
    database_url: str = ""
    tsa_url: str = ""
    tsa_certificates: str = ""
    metrics_token: str = ""
    require_totp: bool = True
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
        raise BadSetting(f"{variable('tsa_certificates')}={chosen.tsa_certificates!r}: {HELP['tsa_certificates']}")
    return chosen


def _read(item, text):
    try:
        value = YES_OR_NO.get(text.lower()) if item.default is True else type(item.default)(text)
    except ValueError:
        value = None
    if value is None or (item.name == "port" and value not in PORTS):
        raise BadSetting(f"{variable(item.name)}={text!r}: {HELP[item.name]}")
    return value


def publish(settings: Settings, environ=os.environ):
    """Put *settings* into the environment, for the processes that this one starts."""
    for item in fields(Settings):
        environ[variable(item.name)] = str(getattr(settings, item.name))
