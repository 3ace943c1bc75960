"""What all shapes have in common."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Named(Shape):
    id: UUID
    name: str


def listing(item: type[Shape]) -> type[Shape]:
    """``{"items": [item, …], "next_cursor": …}``."""
    return type(f"{item.__name__}List", (Shape,), {"__annotations__": {"items": list[item], "next_cursor": str | None}})
