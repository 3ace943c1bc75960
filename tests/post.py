"""A mail server that keeps what is handed to it, for the stories about e-mail."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Box:
    """What has arrived; ``full`` turns the next letters away."""

    def __init__(self):
        self.letters, self.full = [], False

    async def handle_DATA(self, server, session, envelope):  # the library's name
        if self.full:
            return "452 no room"
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


@contextmanager
def office():
    """A server on a free port of this machine: its address and its box."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}", box
    finally:
        controller.stop()
