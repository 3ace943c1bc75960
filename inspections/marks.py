"""What a person draws on a copy of a photo: arrows, circles and short words."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from uploads.derivatives import Mark

from .drafts import Draft
from .fields import line

Pixels = Annotated[int, Field(ge=0, le=100_000)]
Length = Annotated[int, Field(ge=1, le=100_000)]


class MarkShape(StrEnum):
    ARROW = "arrow"
    CIRCLE = "circle"
    TEXT = "text"


NEEDS = {MarkShape.ARROW: {"from_x", "from_y"}, MarkShape.CIRCLE: {"radius"}, MarkShape.TEXT: {"text"}}


class MarkDraft(Draft):
    """``x``, ``y`` is the point that is meant, in pixels of the upright picture, from its upper left corner.

    An arrow comes from (``from_x``, ``from_y``), a circle has a ``radius``, a ``text`` its upper left corner there.
    """

    shape: MarkShape
    x: Pixels
    y: Pixels
    from_x: Pixels | None = None
    from_y: Pixels | None = None
    radius: Length | None = None
    text: line(40) | None = None

    @model_validator(mode="after")
    def _fitting(self):
        needs = NEEDS[self.shape]
        if {name for name in ("from_x", "from_y", "radius", "text") if getattr(self, name) is not None} != needs:
            raise PydanticCustomError("mark_needs", "needs", {"needs": ", ".join(sorted(needs))})
        return self

    @property
    def drawn(self) -> Mark:
        return Mark(**self.model_dump())


Marks = Annotated[list[MarkDraft], Field(max_length=50)]
