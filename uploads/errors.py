"""What can be wrong with a file.

UploadError
├── EmptyFile            nothing was sent
├── TooLarge             more than the limit for its kind
├── UnsupportedContent   the bytes are of no kind that is taken
├── WrongDigest          the bytes are not those that were announced
├── UnreadableFile       whence it should come it can't be read
├── NotKept              the disk refused; send it again
├── WrongOffset          the upload goes on somewhere else
├── WrongChecksum        the piece is not what was announced; it does not count
├── TakenOver            a newer request goes on with the upload
├── Gone                 the upload is over, or its time is
├── NotDrawn             no copy can be drawn of it, and why
├── BadPackage           a sealed package that is damaged, for others, or not as packages are (uploads.packages)
├── NoFont               this machine has no font for the text
└── Damaged              the bytes on disk are no longer those of their digest
"""


class UploadError(Exception):
    """Base class. ``code`` is stable; *details* fill the sentence made from it elsewhere."""

    code = "upload_error"

    def __init__(self, **details):
        super().__init__(self.code)
        self.details = details


class EmptyFile(UploadError):
    code = "empty_file"


class TooLarge(UploadError):
    code = "file_too_large"

    def __init__(self, limit_bytes: int):
        super().__init__(limit_bytes=limit_bytes)


class UnsupportedContent(UploadError):
    code = "unsupported_content"

    def __init__(self, allowed: str):
        super().__init__(allowed=allowed)


class WrongDigest(UploadError):
    code = "wrong_sha256"

    def __init__(self, expected: str, actual: str):
        super().__init__(expected=expected, actual=actual)


class UnreadableFile(UploadError):
    code = "unreadable_file"


class NotKept(UploadError):
    code = "not_kept"


class WrongOffset(UploadError):
    code = "wrong_offset"

    def __init__(self, offset: int):
        super().__init__(offset=offset)


class WrongChecksum(UploadError):
    code = "wrong_checksum"


class TakenOver(UploadError):
    code = "upload_taken_over"


class Gone(UploadError):
    code = "upload_gone"


class NotDrawn(UploadError):
    code = "not_drawn"

    def __init__(self, reason: str, **details):
        super().__init__(reason=reason, **details)


class NoFont(UploadError):
    code = "no_font"


class Damaged(UploadError):
    code = "damaged"
