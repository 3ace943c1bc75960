"""Who follows a hazard."""

from datetime import datetime

from .base import Named, Shape, listing


class Follower(Shape):
    person: Named
    since: datetime


FollowerList = listing(Follower)
