"""Sentences about uploads in pieces."""

SENTENCES = {
    "bad_header": ("有请求头不正确，见 fields。", "Some headers are wrong; see fields."),
    "tus_version": ("须带请求头 Tus-Resumable: {version}。", "Send the header Tus-Resumable: {version}."),
    "offset_stream_expected": (
        "请求体须为 application/offset+octet-stream。",
        "The body must be application/offset+octet-stream.",
    ),
    "body_broke_off": ("请求体没有传完；已收到的部分有效。", "The body broke off; what came before counts."),
    "not_a_count": ("须为非负整数。", "Must be a whole number, not negative."),
    "bad_metadata": (
        "Upload-Metadata 应为以逗号分隔的“键 Base64 值”。",
        "Upload-Metadata is a comma-separated list of a key and its value in Base64.",
    ),
    "bad_checksum": ("不是该算法的 Base64 摘要。", "Not a Base64 digest of that algorithm."),
    "wrong_offset": ("该上传应从第 {offset} 字节继续。", "The upload goes on at byte {offset}."),
    "wrong_checksum": ("这一段与所报校验值不符，未计入。", "The piece does not match its checksum and does not count."),
    "upload_taken_over": ("该上传已由更新的请求接续。", "A newer request goes on with this upload."),
    "upload_gone": ("该上传已过期或已结束，请重新上传。", "This upload is over or its time is; begin anew."),
    "too_many_uploads": (
        "未完成的上传已达 {limit} 个，请先完成或放弃一些。",
        "{limit} uploads are under way; finish or discard some first.",
    ),
    "upload_unfinished": ("该上传尚未完成。", "The upload is not finished yet."),
    "upload_attached": ("该上传已归入另一条隐患。", "The upload belongs to another hazard already."),
    "upload_received": ("该文件已收到，是证据，不能放弃。", "The file is received: it is evidence and stays."),
    "file_or_upload": ("file 与 upload_id 须且只能有一个。", "Send file or upload_id, one of them."),
}
