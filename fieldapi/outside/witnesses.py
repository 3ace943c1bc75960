"""Asking a witness for its cosignature over HTTP (C2SP tlog-witness, ``add-checkpoint``)."""

from dataclasses import dataclass

import httpx

SIZE_TYPE = "text/x.tlog.size"
TIMEOUT_S = 20
MOST_BYTES = 100_000


class Refused(RuntimeError):
    """The witness did not cosign; the message says what it answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Signature lines, or the size that the witness saw last."""

    lines: str = ""
    size: int | None = None


def submit(url: str, submission: str) -> Answer:
    """Show a checkpoint to the witness at *url*. Raises Refused, or httpx.HTTPError when it can't be reached."""
    response = httpx.post(f"{url}/add-checkpoint", content=submission.encode(), timeout=TIMEOUT_S)
    text = response.text[:MOST_BYTES]
    if response.status_code == 409 and response.headers.get("Content-Type", "").startswith(SIZE_TYPE):
        return Answer(size=int(text))
    if response.status_code != 200:
        raise Refused(f"{url} answered {response.status_code} {text[:200]!r}")
    return Answer(lines=text)
