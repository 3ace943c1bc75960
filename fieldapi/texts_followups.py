"""Sentences about follow-up visits."""

SENTENCES = {
    "bad_start": ("start 应为 lon,lat（度）。", "start is lon,lat in degrees."),
    "same_photo_twice": ("整改前后须是两张不同的照片。", "Before and after must be two different photos."),
    "review_has_case": (
        "重启审查须指明原案件 case_id，其他处理不填。",
        "Reopening a review names the closed case in case_id; nothing else does.",
    ),
    "no_such_review": ("该案件不是原隐患所在的已终结案件。", "That is no closed case which the earlier hazard was in."),
    "relapse_decided": ("对该反弹已作出决定。", "What follows this relapse is decided already."),
    "start_needs_datum": ("start 须与 datum 一起使用。", "start goes with datum."),
}
