"""Sentences about copies of photos, clearing and destroying them."""

SENTENCES = {
    "not_for_this_kind": ("这种副本不用此字段。", "This kind does not take this field."),
    "mark_outside": (
        "标注超出画面：转正后的画面为 {width} × {height} 像素。",
        "The mark points beyond the picture, which is {width} × {height} pixels when upright.",
    ),
    "mark_needs": ("此种标注须且只须填写 {needs}。", "A mark of that shape needs {needs} and nothing else."),
    "box_outside": (
        "遮盖框超出画面：转正后的画面为 {width} × {height} 像素。",
        "The box reaches beyond the picture, which is {width} × {height} pixels when upright.",
    ),
    "not_drawn": ("无法制作副本（{reason}）。", "No copy can be drawn ({reason})."),
    "no_font": (
        "服务器没有中文字体，无法加盖文字：请安装 fonts-noto-cjk。",
        "The server has no Chinese font to write with: install fonts-noto-cjk.",
    ),
    "unknown_redaction": ("不是该照片的遮盖副本。", "Not a redacted copy of this photo."),
    "not_cleared": (
        "该照片尚未审核可否外示，目前仅承办院可以查看。",
        "Nobody has cleared this photo yet; so far only the handling office sees it.",
    ),
    "photo_withdrawn": ("该照片已由上传人撤回。", "Its uploader took this photo back."),
    "not_uploader": ("只有上传人可以撤回。", "Only its uploader may take it back."),
    "photo_confirmed": (
        "隐患已确认或已引用该照片，照片是证据，不能撤回。",
        "The hazard is confirmed, or an act rests on the photo: it is evidence and stays.",
    ),
    "photo_destroyed": (
        "该文件已依法销毁，不再保存，也不再接收。",
        "This file was destroyed by law: it is not kept and not taken again.",
    ),
    "purge_open": ("该照片已有待决定的销毁提请。", "A proposal to destroy this photo waits already."),
    "no_purge_open": ("该照片没有待决定的销毁提请。", "No proposal to destroy this photo waits."),
    "two_persons": (
        "提请人不能批准自己的提请，须由另一名负责人决定。",
        "Whoever proposed it may not confirm it; another head decides.",
    ),
    "other_file": ("sha256 与该照片不符，请重新核对。", "That is not this photo's sha256; look again."),
}
