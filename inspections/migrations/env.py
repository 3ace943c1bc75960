"""Alembic runs this; the connection and its transaction are the caller's."""

from alembic import context
from sqlalchemy import Enum

from inspections import models  # the tables register themselves
from inspections.db import Base, UtcDateTime

__all__ = ["models"]


def _name_of_type(kind, item, autogen):
    """Write our own column type into a generated migration as what the database sees."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_name_of_type,
    transaction_per_migration=False,
)
context.run_migrations()
