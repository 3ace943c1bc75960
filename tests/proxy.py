"""A bad mobile network: passes connections on to a server, and cuts some of them off in the middle of a sentence."""

import socket
import struct
import threading
from contextlib import suppress

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset, as a phone that loses its network does


class BadNetwork:
    """Cuts the connections to come after so many bytes each, headers included (None: not this one); then no more."""

    def __init__(self, port, after):
        self._server, self._after = ("127.0.0.1", port), list(after)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.cut = 0

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                left = self._after.pop(0) if self._after else None
                threading.Thread(target=self._serve, args=(phone, left), daemon=True).start()

    def _serve(self, phone, left):
        with phone, socket.create_connection(self._server) as server, suppress(OSError):
            answers = threading.Thread(target=_pass_on, args=(server, phone), daemon=True)
            answers.start()
            while data := phone.recv(16384 if left is None else min(left, 16384)):
                server.sendall(data)
                left = None if left is None else left - len(data)
                if left == 0:
                    self.cut += 1
                    server.shutdown(socket.SHUT_RD)  # nobody may still be reading, or it is not closed
                    answers.join()
                    for end in (phone, server):
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    return
            server.shutdown(socket.SHUT_WR)


def _pass_on(source, target):
    with suppress(OSError):
        while data := source.recv(16384):
            target.sendall(data)
