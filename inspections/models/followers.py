"""Who wants to hear of a hazard."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from ..db import Base
from . import columns


class Follower(Base):
    __tablename__ = "follower"
    __table_args__ = (Index(None, "person_id"),)

    hazard_id: Mapped[UUID] = columns.to("hazard.id", primary_key=True)
    person_id: Mapped[UUID] = columns.to("person.id", primary_key=True)
    since: Mapped[datetime]
