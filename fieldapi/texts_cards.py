"""Sentences about the cards of cameras, recorders and drones."""

SENTENCES = {
    "unknown_upload": (
        "没有这个已收到、未归类的上传，或不是您上传的。",
        "No such upload of yours that is received and belongs to nothing.",
    ),
    "unknown_spot": ("这批照片中没有这个点位。", "The card has no such spot."),
    "unknown_card_file": ("不是这批照片中尚待归类的文件。", "Not a file of the card that is still to be sorted."),
    "not_of_this_spot": ("该文件不在此点位。", "The file is not at that spot."),
    "spot_applied": ("该点位已写入隐患，不再更改。", "The spot is recorded already and does not change."),
    "card_not_open": (
        "这批照片尚在接收或已放弃，不能这样操作。",
        "The card is still being received, or was discarded.",
    ),
    "card_undecided": ("尚未确定任何点位的归属。", "Nothing is decided about any spot yet."),
    "card_brings_nothing": ("{count} 个文件均已导入过。", "All {count} files are there already."),
    "claimed_by_none": (
        "该点位的文件都没有声称此项（时间须带时区），请填写。",
        "No file of the spot claims it (a time with its zone): say it.",
    ),
    # why a file stays on the card
    "already_there": ("此前已导入。", "It is there already."),
    "hidden_file": ("隐藏文件或系统文件。", "A hidden or system file."),
    "not_a_file": ("不是普通文件（链接不跟随）。", "Not a plain file; links are not followed."),
    "unreadable_file": ("无法读取。", "It can't be read."),
    "sidecar_track": ("航迹或日志，不是影像。", "A track or log, no picture."),
    "sidecar_data": ("设备的附属数据，不是影像。", "Data beside a picture, no picture."),
    "sidecar_copy": ("设备生成的小样，原件另有。", "A small copy of what is there in full."),
}
