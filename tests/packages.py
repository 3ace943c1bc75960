"""A phone that seals what it made, with public tools and nothing of ours: as docs/sync.md tells it."""

import hashlib
import json
import zipfile
from base64 import urlsafe_b64encode
from io import BytesIO

import pyrage
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.phones import Offline

FORM = "multipart/form-data"


class Sealing(Offline):
    """A phone with a key of its own."""

    def __init__(self, person, name="巡查手机"):
        super().__init__(person, name)
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.device["public_key"] = urlsafe_b64encode(point).decode().rstrip("=")

    def manifest(self, blobs=()):
        device = self.device | {"last_seq": len(self.made)}
        digests = [hashlib.sha256(blob).hexdigest() for blob in blobs]
        said = {"format": "lanjian-package/1", "device": device, "made_at": "2026-06-29T18:00:00+08:00"}
        return json.dumps(said | {"items": self.made, "blobs": digests}).encode()

    def signed(self, manifest):
        r, s = decode_dss_signature(self.key.sign(manifest, ec.ECDSA(SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def seal(self, recipient, blobs=(), **members):
        """The package: *members* (by name, with _ for what is no letter) take the place of what belongs there."""
        manifest = self.manifest(blobs)
        inside = {"manifest.json": manifest, "manifest.sig": self.signed(manifest)}
        inside |= {f"blobs/{hashlib.sha256(blob).hexdigest()}": blob for blob in blobs}
        with zipfile.ZipFile(file := BytesIO(), "w") as archive:
            for name, content in (inside | members).items():
                if content is not None:
                    archive.writestr(name, content)
        return pyrage.encrypt(file.getvalue(), [pyrage.x25519.Recipient.from_str(recipient)])


def bring(person, package, *, status=200):
    form = {"file": (BytesIO(package), "package.age")}
    return person.ask("POST", "/sync/packages", data=form, content_type=FORM, status=status).json
