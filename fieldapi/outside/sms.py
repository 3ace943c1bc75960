"""Handing a text message to an office's gateway: a webhook that takes JSON ``{"id", "to", "text"}``."""

import httpx

TIMEOUT_S = 30


class Refused(RuntimeError):
    """The gateway did not take the message."""


def send(url: str, letter):
    """Hand the text of *letter* (`mail.Letter`) over; the same ``id`` twice is the same message.

    Raises Refused, or httpx.HTTPError when the gateway can't be reached.
    """
    said = {"id": letter.id, "to": letter.to, "text": letter.text}
    response = httpx.post(url, json=said, timeout=TIMEOUT_S)
    if not response.is_success:
        raise Refused(f"the gateway answered {response.status_code}")
