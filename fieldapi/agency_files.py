"""The forms of the agency's page as they are received: texts, and files that are kept once they were looked at."""

from contextlib import contextmanager
from dataclasses import dataclass

from flask import request

from inspections.errors import Invalid
from uploads import sniff
from uploads.errors import UploadError
from uploads.evidence import Evidence, examine

from . import reception
from .problems import language
from .texts import say

LIMIT_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Form:
    """``files`` are (field, name, incoming); nothing of them is kept before somebody asks for it."""

    texts: dict[str, str]
    files: tuple = ()

    def named_pictures(self, field) -> list[tuple[str, Evidence]]:
        """The pictures of a field with their names. Raises Invalid, naming each file that is none."""
        return self._kept(field, "page_image_expected", sniff.is_decodable)

    def pictures(self, field) -> list[Evidence]:
        return [evidence for _, evidence in self.named_pictures(field)]

    def papers(self, field, *, required=False) -> list[Evidence]:
        """The paper of a field: a PDF or a picture; Invalid when it is *required* and not there."""
        found = self._kept(field, "page_paper_expected", lambda kind: not kind.startswith("video/"))
        if required and not found:
            raise Invalid.at(field, "required")
        return [evidence for _, evidence in found][:1]

    def _kept(self, field, refusal, fits):
        looked = [(name, *self._looked(name, file)) for wanted, name, file in self.files if wanted == field]
        for name, _, evidence in looked:
            if not fits(evidence.media_type):
                raise Invalid.at(field, refusal, name=name)
        for _, received, _ in looked:
            reception.keep(received)
        return [(name, evidence) for name, _, evidence in looked]

    def _looked(self, name, file):
        try:
            received = file.finish()
            return received, examine(received, None)
        except UploadError as error:
            reason = say(error.code, language(), error.details)
            raise Invalid.at("file", "page_file_refused", name=name, reason=reason) from None


@contextmanager
def form():
    """The form of this request, with files or without."""
    if request.mimetype != "multipart/form-data":
        yield Form(request.form.to_dict())
        return
    with reception.files(LIMIT_BYTES) as (texts, files):
        yield Form(texts.to_dict(), tuple(files))
