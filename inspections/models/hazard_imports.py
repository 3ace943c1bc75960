"""Where hazards come from that nobody recorded on site: the ledger (台账) that an office kept before."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from ..db import Base
from . import columns


class HazardOrigin(Base):
    """The row of a ledger that became this hazard."""

    __tablename__ = "hazard_origin"
    __table_args__ = (UniqueConstraint("office_id", "source", "external_number"), Index(None, "import_id"))

    hazard_id: Mapped[UUID] = columns.to("hazard.id", primary_key=True)
    office_id: Mapped[UUID] = columns.to("office.id")
    import_id: Mapped[UUID] = columns.to("import.id")
    source: Mapped[columns.Name]
    row: Mapped[int]
    external_number: Mapped[columns.Name | None]
