"""The people of the story, each signed in over HTTP."""

import httpx

from inspections.invitations import LETTER


class StoryBroken(RuntimeError):
    """The story did not go as told."""


class Colleague:
    """Somebody of the story, signed in over HTTP."""

    def __init__(self, address, username, password):
        self._enter(address, "/auth/tokens", {"username": username, "password": password})
        me = self.do("GET", "/me")
        self.id, self.name = me["id"], me["name"]

    def _enter(self, address, path, said):
        self._http = httpx.Client(base_url=f"{address}/api/v1", timeout=30, trust_env=False)
        self.authorization = f"Bearer {self.do('POST', path, json=said)['access_token']}"
        self._http.headers["Authorization"] = self.authorization

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._http.close()

    def do(self, method, path, **how):
        response = self._http.request(method, path, **how)
        if response.is_error:
            raise StoryBroken(f"{method} {path}: {response.status_code} {response.text}")
        return response.json()

    def refused(self, method, path, **how):
        """An act that must be refused; gives the problem document."""
        response = self._http.request(method, path, **how)
        if response.status_code < 400:
            raise StoryBroken(f"{method} {path} was not refused")
        return response.json()

    def move(self, hazard, verb, **said):
        return self.do("POST", f"/hazards/{hazard['id']}/moves", json={"move": verb, **said})


class Guest(Colleague):
    """Somebody who came in by the link of an invitation."""

    def __init__(self, address, name, link, phone_tail):
        self.name = name
        said = {"code": link, "phone_tail": phone_tail, "letter_version": LETTER}
        self._enter(address, "/invitations/redeem", said)
