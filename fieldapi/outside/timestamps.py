"""Asking a time-stamp authority for a token over HTTP (RFC 3161 §3.4)."""

import httpx

TIMEOUT_S = 30
MOST_BYTES = 100_000


class Refused(RuntimeError):
    """The authority answered with something else than a token."""


def ask(url: str, request: bytes) -> bytes:
    """The raw answer to *request*. Raises Refused, or httpx.HTTPError when the authority can't be reached."""
    headers = {"Content-Type": "application/timestamp-query"}
    response = httpx.post(url, content=request, headers=headers, timeout=TIMEOUT_S)
    if response.status_code != 200 or len(response.content) > MOST_BYTES:
        raise Refused(f"{url} answered {response.status_code} with {len(response.content)} bytes")
    return response.content
