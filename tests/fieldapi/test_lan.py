"""HTTPS for phones: an authority of its own that vouches for nothing else, and a guide to trust it."""

import ipaddress
import ssl
import time

import httpx
import pytest
from cryptography import x509

from fieldapi import lan
from fieldapi.settings import BadSetting, load
from tests.fieldapi.test_cli import run
from tests.served import Served

HOME, HOTSPOT = ["192.168.1.7", "127.0.0.1"], ["10.42.0.1", "127.0.0.1"]


def test_another_network_gets_another_certificate_by_the_same_authority(tmp_path):
    issued = lan.certificate(tmp_path, HOME, "Laptop")
    first, made = issued.certificate.read_bytes(), lan.authority(tmp_path).certificate.read_bytes()

    assert lan.certificate(tmp_path, HOME, "Laptop").certificate.read_bytes() == first
    lan.certificate(tmp_path, HOTSPOT, "Laptop")

    found, ca = issued.read()[0], x509.load_pem_x509_certificate(made)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert ipaddress.ip_address("10.42.0.1") in names.get_values_for_type(x509.IPAddress)
    assert "laptop.local" in names.get_values_for_type(x509.DNSName)
    found.verify_directly_issued_by(ca)
    assert lan.authority(tmp_path).certificate.read_bytes() == made
    assert issued.key.stat().st_mode & 0o077 == 0


def test_the_authority_can_vouch_for_the_local_network_only(tmp_path):
    lan.certificate(tmp_path, HOME, "laptop")
    ca = x509.load_pem_x509_certificate(lan.authority(tmp_path).certificate.read_bytes())

    limits = ca.extensions.get_extension_for_class(x509.NameConstraints)

    assert limits.critical
    named = [row.value for row in limits.value.permitted_subtrees if isinstance(row, x509.DNSName)]
    assert named == ["localhost", "local"]


def test_a_certificate_without_its_key_is_refused_in_a_sentence(tmp_path):
    issued = lan.certificate(tmp_path, HOME, "laptop")

    with pytest.raises(BadSetting, match="LANJIAN_TLS_KEY"):
        load({"LANJIAN_TLS_CERT": str(issued.certificate)})


def test_without_an_authority_there_is_no_guide(app):
    assert app.test_client().get("/trust").status_code == 404


@pytest.mark.slow
def test_a_phone_that_trusts_the_authority_reaches_the_server(tmp_path):
    run("migrate", "--data", str(tmp_path))
    certificate = lan.authority(tmp_path).certificate
    served = Served(tmp_path, "serve", "--lan")
    try:
        trusted = _trusting(certificate, served)
        page = httpx.get(f"https://127.0.0.1:{served.port}/trust", verify=trusted, trust_env=False)
    finally:
        served.__exit__()

    assert "https://" in served.said and "/trust" in served.said
    assert lan.fingerprint(certificate) in served.said and lan.fingerprint(certificate) in page.text


def _trusting(certificate, served):
    """A client's trust in the authority alone, once the server answers by HTTPS."""
    for _ in range(300):
        if certificate.exists():
            trusted = ssl.create_default_context(cafile=str(certificate))
            try:
                httpx.get(f"https://127.0.0.1:{served.port}/readyz", verify=trusted, trust_env=False)
                return trusted
            except httpx.TransportError:
                pass
        time.sleep(0.1)
    raise AssertionError(served.process.communicate()[0])
