"""What a dry run has to say about a file: counts, and what is wrong or odd, each with a stable code and its place."""

from collections.abc import Iterable

MOST = 200  # listed; all are counted


class Report:
    """Errors refuse the file, warnings do not. ``rows`` counts what was read, ``accepted`` what would be taken.

    ``row`` is counted from 1 in the file (features of a layer too), ``place`` is [lon, lat] in WGS84 degrees, *details*
    are the numbers and words that the sentence of the code needs (JSON values).
    """

    def __init__(self) -> None:
        self.rows = self.accepted = self.error_count = self.warning_count = 0
        self.errors: list[dict[str, object]] = []
        self.warnings: list[dict[str, object]] = []
        self.summary: dict[str, object] = {}

    def error(self, code: str, *, row=None, field=None, place=None, **details) -> None:
        self.error_count += 1
        if len(self.errors) < MOST:
            self.errors.append(_item(code, row, field, place, details))

    def warn(self, code: str, *, row=None, field=None, place=None, **details) -> None:
        self.warning_count += 1
        if len(self.warnings) < MOST:
            self.warnings.append(_item(code, row, field, place, details))

    def errors_at(self, rows: Iterable[int], code: str, field: str | None = None, **details) -> None:
        """The same error in many rows, quickly: only the first are listed."""
        rows = list(rows)
        for row in rows[: max(0, MOST - len(self.errors))]:
            self.errors.append(_item(code, row, field, None, details))
        self.error_count += len(rows)

    @property
    def refused(self) -> bool:
        return self.error_count > 0

    def as_json(self) -> dict[str, object]:
        return dict(vars(self))

    @classmethod
    def from_json(cls, said: dict[str, object]) -> "Report":
        report = cls()
        vars(report).update(said)
        return report


def _item(code, row, field, place, details):
    return {"code": code, "row": row, "field": field, "place": place, "details": details}
