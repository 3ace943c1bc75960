"""The column vocabulary: the few kinds of text that the tables hold, and the reference to another row."""

from typing import Annotated

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import mapped_column

Code = Annotated[str, mapped_column(String(60))]
Key = Annotated[str, mapped_column(String(80), unique=True)]
Name = Annotated[str, mapped_column(String(200))]
Note = Annotated[str, mapped_column(Text)]
Path = Annotated[str, mapped_column(String(1000))]
Digest = Annotated[str, mapped_column(String(64))]  # hex of a 256-bit hash


def to(target, **options):
    """A reference to *target* ("table.column"). Never ON DELETE: nothing here is ever deleted by cascade."""
    return mapped_column(ForeignKey(target), **options)
