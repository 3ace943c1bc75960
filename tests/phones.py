"""A phone that works without a network: it numbers what it makes, and sends it some time."""

import hashlib

from inspections.db import new_id
from tests.people import AREZZO, PHOTOS, draft


class Offline:
    """One person's phone. *made* is what it made; what is sent, and how often, is for the story to say."""

    def __init__(self, person, name="巡查手机"):
        self.person, self.made, self.cursor = person, [], None
        self.device = {"id": str(new_id()), "name": name}

    def make(self, kind, about, /, *, after=(), **said):
        """An item about the record of that id: the item."""
        after = [item["id"] for item in after]
        item = {"id": str(new_id()), "seq": len(self.made) + 1, "kind": kind, "about_id": about, "after": after}
        self.made.append(item | {"said": said})
        return self.made[-1]

    def record(self, **changes):
        """A hazard: its id."""
        id_ = str(new_id())
        self.make("hazard", id_, **draft(**changes))
        return id_

    def edit(self, hazard, base, *, version=1, after=(), reason="", **ours):
        """An edit that was made while *base* stood there."""
        said = {"version": version, "reason": reason, "base": base, "ours": ours}
        return self.make("hazard_amendment", hazard, after=after, **said)

    def shoot(self, hazard, name=AREZZO, **said):
        """A photo that is declared; its bytes are another matter."""
        sha256 = hashlib.sha256((PHOTOS / name).read_bytes()).hexdigest()
        return self.make("photo", hazard, id=str(new_id()), sha256=sha256, **said)

    def sync(self, items=None, *, status=200, **more):
        """Send *items* (all that it made) and pull: the answer."""
        device = self.device | {"last_seq": len(self.made)}
        items = self.made if items is None else items
        said = {"device": device, "items": items, "cursor": self.cursor} | more
        answer = self.person.post("/sync", said, status=status)
        if status == 200 and answer["changes"]:
            self.cursor = answer["changes"]["next_cursor"]
        return answer

    def push(self, items=None):
        """Send and only hear what became of it: the statuses."""
        return statuses(self.sync(items, pull=False))


def statuses(answer):
    return [result["status"] for result in answer["results"]]
