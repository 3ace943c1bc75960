"""Sentences about photos: what was observed, in numbers. They say what does not fit, never why, and accuse nobody."""

SENTENCES = {
    "no_such_observation": ("该照片没有此项提示；现有：{allowed}。", "The photo has no such flag; it has: {allowed}."),
    "observed_too_far": (
        "{said_by}的拍摄位置距隐患 {distance_m} 米，超过定位误差可解释的 {allowed_m} 米，请核实。",
        "By {said_by} it was taken {distance_m} m from the hazard; accuracy explains {allowed_m} m. Please check.",
    ),
    "observed_datum_mismatch_suspected": (
        "{said_by}的位置与隐患相差 {distance_m} 米，按 {explained_by} 坐标系换算即可吻合，可能是坐标系填错，请核实。",
        "By {said_by} the place is {distance_m} m off, which the datum {explained_by} would explain. Please check.",
    ),
    "observed_no_location": (
        "照片和设备均未给出拍摄位置；从相册选取的照片常见此情形。",
        "Neither the file nor the device says where it was taken; that is normal for photos picked from a gallery.",
    ),
    "observed_capture_predates_report": (
        "{said_by}的拍摄时间 {taken_at} 比隐患的发现时间 {since} 至少早 {hours} 小时，请核实。",
        "By {said_by} it was taken at {taken_at}, at least {hours} h before the hazard was seen at {since}. "
        "Please check.",
    ),
    "observed_capture_predates_rectification": (
        "整改后照片：{said_by}拍摄时间 {taken_at} 比最后一次见到隐患未整改的时间 {since} 至少早 {hours} 小时，请核实。",
        "An after-photo: by {said_by} it was taken at {taken_at}, at least {hours} h before the hazard was last seen "
        "standing at {since}. Please check.",
    ),
    "observed_exact_reuse": (
        "与先前 {count} 张照片的字节完全相同，请核实是否同一处。",
        "Its bytes are those of {count} earlier photo(s). Please check whether they show the same spot.",
    ),
    "observed_near_duplicate": (
        "与先前 {count} 张其他隐患的照片画面相近（感知哈希 {of_bits} 位中最少相差 {bits} 位），请核实。",
        "It looks like {count} earlier photo(s) of other hazards ({bits} of {of_bits} bits of the perceptual hash "
        "differ at least). Please check.",
    ),
    "observed_processed_by_app": (
        "文件写明经软件“{software}”处理；水印相机和通讯软件属常见情形。",
        "The file names the software “{software}”; watermark cameras and messengers are the norm.",
    ),
    "observed_clock_skew": (
        "{said_by}的拍摄时间 {taken_at} 比接收时间 {received_at} 晚 {ahead_s} 秒以上，设备时钟可能不准。",
        "By {said_by} it was taken at {taken_at}, at least {ahead_s} s after it was received at {received_at}: the "
        "clock may be wrong.",
    ),
    "observed_added_after_end": (
        "该照片在隐患办结后补充。",
        "The photo was added after the hazard had come to its end.",
    ),
}
