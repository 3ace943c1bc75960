"""Problem documents (RFC 9457)."""

from pydantic import ConfigDict

from .base import Shape


class ProblemField(Shape):
    path: str
    code: str
    message: str


class Problem(Shape):
    """RFC 9457, with a stable ``code`` and the wrong fields."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: list[ProblemField]
