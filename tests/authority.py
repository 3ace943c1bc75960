"""A time-stamp authority for the tests: certificates of its own, answers by ``openssl ts``, over HTTP if need be."""

import shutil
import subprocess
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from inspections.db import system_clock

SETTINGS = """
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha1, sha256
ess_cert_id_alg = sha256
"""
STAMPING = x509.oid.ExtendedKeyUsageOID.TIME_STAMPING


class Authority:
    """A root and a stamping certificate below it, which ends after *life*."""

    def __init__(self, folder, life=timedelta(days=3650), usage=STAMPING, critical=True):
        assert shutil.which("openssl"), "apt-get install openssl"
        self.folder = folder
        folder.mkdir(parents=True)
        self.root = folder / "root.pem"
        now, root_name = system_clock(), f"Root of {folder.name}"
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate(root_name, root_name, root_key, root_key, now + timedelta(days=7300))
        purpose = (x509.ExtendedKeyUsage([usage]), critical)
        signer = _certificate("Authority", root_name, key, root_key, now + life, purpose)
        self.root.write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "signer.pem").write_bytes(signer.public_bytes(Encoding.PEM))
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "signer.key").write_bytes(pem)
        (folder / "openssl.cnf").write_text(SETTINGS.format(folder=folder))
        self.asked = 0

    def stamp(self, request: bytes) -> bytes:
        """The answer to a request, as ``openssl ts`` makes it."""
        self.asked += 1
        query, reply = self.folder / "query.tsq", self.folder / "reply.tsr"
        query.write_bytes(request)
        signer = ("-signer", self.folder / "signer.pem", "-inkey", self.folder / "signer.key")
        _openssl("ts", "-reply", "-config", self.folder / "openssl.cnf", "-queryfile", query, *signer, "-out", reply)
        return reply.read_bytes()

    def ask(self, url, request):
        """In place of the way over HTTP."""
        return self.stamp(request)

    @contextmanager
    def served(self):
        """The address at which it answers."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                assert self.headers["Content-Type"] == "application/timestamp-query"
                answer = authority.stamp(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *said):
                """Nothing."""

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()


def _certificate(name, issuer, key, root_key, ends_at, *extensions):
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(system_clock() - timedelta(days=1))
        .not_valid_after(ends_at)
        .add_extension(x509.BasicConstraints(ca=key is root_key, path_length=None), critical=True)
    )
    for extension, critical in extensions:
        built = built.add_extension(extension, critical=critical)
    return built.sign(root_key, hashes.SHA256())


def _name(name):
    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])


def verified_by_openssl(folder, token: bytes, content: bytes, root, at=None) -> bool:
    """The verdict of ``openssl ts -verify``, the second implementation."""
    reply, data = folder / "check.tsr", folder / "check.data"
    reply.write_bytes(token)
    data.write_bytes(content)
    when = () if at is None else ("-attime", str(int(at.timestamp())))
    arguments = ("ts", "-verify", "-in", reply, "-data", data, "-CAfile", root, *when)
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=False).returncode == 0


def sha1_request(folder, content: bytes) -> bytes:
    """What nobody should ask for any more."""
    (folder / "sha1.data").write_bytes(content)
    _openssl("ts", "-query", "-sha1", "-cert", "-data", folder / "sha1.data", "-out", folder / "sha1.tsq")
    return (folder / "sha1.tsq").read_bytes()


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=True)
