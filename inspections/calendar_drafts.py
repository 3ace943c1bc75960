"""What may be said about working days: the options of an import, and the correction of single days."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .drafts import Draft
from .fields import Day, text, words

FIRST, LAST = date(2020, 1, 1), date(2099, 12, 31)
CalendarDay = Annotated[Day, Field(ge=FIRST, le=LAST)]


class DayKind(StrEnum):
    REST = "rest"
    WORKED = "worked"  # a weekend day worked by 调休
    ORDINARY = "ordinary"  # as its day of the week says


class DayDraft(Draft):
    date: CalendarDay
    kind: DayKind
    name: text(60) = ""


class CalendarAmendment(Draft):
    """Other days of one year, with the reason; ``code`` is the version that was looked at."""

    code: words(80)
    days: Annotated[tuple[DayDraft, ...], Field(min_length=1, max_length=60)]
    reason: words(1000)

    @model_validator(mode="after")
    def _one_year(self):
        if len({day.date.year for day in self.days}) > 1:
            raise PydanticCustomError("several_years", "several years")
        if len({day.date for day in self.days}) < len(self.days):
            raise PydanticCustomError("day_twice", "a day twice")
        return self

    @property
    def year(self) -> int:
        return self.days[0].date.year


class CalendarOptions(Draft):
    """Why this file, for those who ask later."""

    reason: text(1000) = ""


class CalendarImportDraft(Draft):
    """The form of an upload, beside its file."""

    options: CalendarOptions
