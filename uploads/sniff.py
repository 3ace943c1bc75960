"""What is it really? The content decides, never the name or the declared type."""

from .errors import UnsupportedContent

MEGABYTE = 1024 * 1024
IMAGE, VIDEO = 50 * MEGABYTE, 200 * MEGABYTE

#   media type            extension  limit  previews are made
KINDS = {
    "image/jpeg": (".jpg", IMAGE, True),
    "image/png": (".png", IMAGE, True),
    "image/webp": (".webp", IMAGE, True),
    "image/heic": (".heic", IMAGE, True),
    "image/heif": (".heif", IMAGE, True),
    "video/mp4": (".mp4", VIDEO, False),
    "video/quicktime": (".mov", VIDEO, False),
    "application/pdf": (".pdf", IMAGE, False),
}
LIMITS = {media_type: limit for media_type, (_, limit, _) in KINDS.items()}

HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"}
HEIF_BRANDS = {b"mif1", b"msf1"}
MP4_BRANDS = {
    *(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "),
    *(b"3gp4", b"3gp5", b"3gp6", b"MSNV", b"XAVC"),  # older phones, Sony's cameras
}


def media_type(head: bytes) -> str:
    """The media type of a file that begins with *head*. Raises UnsupportedContent."""
    found = _simple(head) or (_iso_media(head) if head[4:8] == b"ftyp" else None)
    if found is None:
        raise UnsupportedContent(", ".join(KINDS))
    return found


def _simple(head):
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"  # also MPO and motion photos
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if head.startswith(b"%PDF-") else None


def _iso_media(head):
    """ISO 14496-12: the major brand, and for HEIF the compatible ones, say what the box file holds."""
    size = min(int.from_bytes(head[:4]), len(head), 256)
    major, others = head[8:12], {head[i : i + 4] for i in range(16, size, 4)}
    if major in HEIC_BRANDS or (major in HEIF_BRANDS and others & HEIC_BRANDS):
        return "image/heic"
    if major in HEIF_BRANDS and b"avif" not in others:
        return "image/heif"
    if major == b"qt  ":
        return "video/quicktime"
    return "video/mp4" if major in MP4_BRANDS else None


def extension(media_type: str) -> str:
    return KINDS[media_type][0]


def is_decodable(media_type: str) -> bool:
    """Whether previews are made of it."""
    return KINDS[media_type][2]
