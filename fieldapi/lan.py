"""HTTPS in the local network: a certificate authority of this installation's own, and the server's certificate by it.

Phones give the camera and the position to HTTPS pages only. The authority is made on the first run, and may vouch for
private addresses and local names alone, so that a phone that trusts it trusts it for nothing else.
"""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import segno
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from inspections.db import system_clock

from .settings import Settings

EVERY_ADDRESS = "0.0.0.0"
ELSEWHERE = ("192.0.2.1", 9)  # RFC 5737: belongs to nobody, and nothing is sent
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
AUTHORITY_LASTS = timedelta(days=3650)
SERVER_LASTS = timedelta(days=397)  # phones refuse longer ones
RENEWED_BEFORE = timedelta(days=30)
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its private key, as files."""

    certificate: Path
    key: Path

    @classmethod
    def of(cls, folder: Path, name: str):
        return cls(folder / f"{name}.crt", folder / f"{name}.key")

    def read(self):
        private = load_pem_private_key(self.key.read_bytes(), None)
        return x509.load_pem_x509_certificate(self.certificate.read_bytes()), private

    def write(self, certificate, private):
        self.key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(self.key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))


def authority(folder: Path) -> Issued:
    """The files of the authority in the data *folder*; they may not be there yet."""
    return Issued.of(folder / "tls", "ca")


def prepare(chosen: Settings) -> Settings:
    """*chosen*, with an address for the whole local network and a certificate for it."""
    host = EVERY_ADDRESS if chosen.host == Settings().host else chosen.host
    if chosen.tls_cert:
        return replace(chosen, host=host)
    issued = certificate(chosen.data, addresses(), socket.gethostname())
    return replace(chosen, host=host, tls_cert=str(issued.certificate), tls_key=str(issued.key))


def addresses() -> list[str]:
    """This machine's private IPv4 addresses, that of the way out first, loopback last."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(ELSEWHERE)
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += [row[4][0] for row in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    private = [text for text in found if any(ipaddress.ip_address(text) in net for net in _private())]
    return [*dict.fromkeys([*private, "127.0.0.1"])]


def certificate(folder: Path, at: Iterable[str], name: str) -> Issued:
    """The server's certificate for these addresses and this *name*, made anew when they changed or its end is near."""
    names = {*map(ipaddress.ip_address, at), "localhost", *_local(name)}
    issued = Issued.of(folder / "tls", "server")
    now = system_clock()
    by = _authority(folder, name, now)
    if issued.certificate.exists() and _serves(issued.read()[0], names, now):
        return issued
    private = ec.generate_private_key(ec.SECP256R1())
    alternatives = x509.SubjectAlternativeName([_general(one) for one in sorted(names, key=str)])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = _builder("Lanjian", by[0].subject, private, now, SERVER_LASTS)
    builder = builder.add_extension(alternatives, False).add_extension(usage, False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(by[0].public_key())
    builder = builder.add_extension(issuer, False)
    issued.write(builder.sign(by[1], SHA256()), private)
    return issued


def _authority(folder, name, now):
    issued = authority(folder)
    if not issued.certificate.exists():
        private = ec.generate_private_key(ec.SECP256R1())
        subject = f"Lanjian {name} {now:%Y-%m-%d}"
        builder = _builder(subject, None, private, now, AUTHORITY_LASTS)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        builder = builder.add_extension(_signs_only(), True).add_extension(_only_here(), True)
        issued.write(builder.sign(private, SHA256()), private)
    return issued.read()


def _builder(subject, issuer, private, now: datetime, lasts):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject[:64])])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer or name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now - CLOCKS_DIFFER + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), False)
    )


def _signs_only():
    signs = {"key_cert_sign": True, "crl_sign": True}
    others = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment")
    return x509.KeyUsage(**signs, **dict.fromkeys((*others, "key_agreement", "encipher_only", "decipher_only"), False))


def _only_here():
    nets = [x509.IPAddress(net) for net in _private()]
    return x509.NameConstraints([*nets, *map(x509.DNSName, ("localhost", "local"))], None)


def _private():
    return [ipaddress.ip_network(text) for text in PRIVATE]


def _local(name):
    """The machine's name as its own network knows it, if it is one that a certificate can hold."""
    short = name.partition(".")[0].lower()
    return [f"{short}.local"] if short.replace("-", "").isalnum() and short.isascii() and short != "localhost" else []


def _general(name):
    return x509.DNSName(name) if isinstance(name, str) else x509.IPAddress(name)


def _serves(found, names, now):
    held = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    there = {*held.get_values_for_type(x509.DNSName), *held.get_values_for_type(x509.IPAddress)}
    return there >= names and found.not_valid_after_utc - now > RENEWED_BEFORE


def fingerprint(certificate_file: Path) -> str:
    """SHA-256 of a certificate, in pairs, as phones show it."""
    found = x509.load_pem_x509_certificate(certificate_file.read_bytes())
    return found.fingerprint(SHA256()).hex(":").upper()


def welcome(chosen: Settings, say: Callable[[str], None]) -> None:
    """*Say* where phones find this server, as a QR code too, and how they come to trust it."""
    address = f"https://{addresses()[0]}:{chosen.port}"
    made = authority(chosen.data).certificate
    page = f"{address}/trust" if made.exists() else f"{address}/"
    drawn = StringIO()
    segno.make(page, micro=False).terminal(drawn, compact=True)
    say(drawn.getvalue())
    say(f"Phones in the same network: {page}")
    if made.exists():
        say(f"The authority's SHA-256, to compare on the phone: {fingerprint(made)}")
