"""Sentences about follow-up visits."""

SENTENCES = {
    "bad_start": ("start 应为 lon,lat（度）。", "start is lon,lat in degrees."),
    "start_needs_datum": ("start 须与 datum 一起使用。", "start goes with datum."),
}
