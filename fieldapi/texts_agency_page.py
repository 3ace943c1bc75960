"""What the agency's page says."""

SENTENCES = {
    "page_title": ("文书送达与回复", "Documents served on you"),
    "page_intro": (
        "请输入文书编号和校验码。编号在通知里，校验码由承办人另行告知。",
        "Type the number of the document, which is in the notice, and the access code, which came by another way.",
    ),
    "page_number": ("文书编号", "Number of the document"),
    "page_code": ("校验码", "Access code"),
    "page_open": ("打开", "Open"),
    "page_leave": ("退出", "Leave"),
    "page_no_agreement": (
        "签收仅表示收到本文书，不表示同意其内容。答复提交前，本页可随时打开、修改。",
        "To sign says that you received the document, not that you agree. Until you submit the reply, you can come "
        "back to this page and change it.",
    ),
    "page_document": ("文书", "The document"),
    "page_served_by": ("送达机关", "Served by"),
    "page_served_on": ("受送达单位", "Served on"),
    "page_sha256": ("文书 SHA-256", "SHA-256 of the document"),
    "page_download": ("下载文书（PDF）", "Download the document (PDF)"),
    "page_sign": ("签收", "Sign for it"),
    "page_signed": ("已签收：{signer}（{post}），{at}。", "Signed for by {signer} ({post}), {at}."),
    "page_copy_only": (
        "本文书以纸质送达为准，此处签收仅记录电子文本已收悉。",
        "This document is served on paper; signing here records that you saw the copy.",
    ),
    "page_name": ("姓名", "Name"),
    "page_post": ("职务", "Post"),
    "page_phone": ("联系电话", "Telephone"),
    "page_hazards": ("需要处理的问题（{count} 处）", "What is asked for ({count})"),
    "page_map": ("位置示意图", "Sketch of the places"),
    "page_asked": ("要求", "Asked"),
    "page_answer": ("答复此处", "Answer this one"),
    "page_change": ("修改答复", "Change the answer"),
    "page_answered": ("您的答复", "Your answer"),
    "page_photos_sent": ("已上传照片 {count} 张", "{count} photos sent"),
    "page_done_on": ("完成日期（选择“已整改”时填写）", "Day on which it was done (with “done”)"),
    "page_note": (
        "说明（措施、进展和期限，或不予整改、不属本单位的理由）",
        "Note: measures, how far and until when, or why",
    ),
    "page_photos": ("照片（可多选）", "Photos (several at once)"),
    "page_paper": ("依据文件（PDF 或照片，选填）", "Paper behind it (PDF or picture, if any)"),
    "page_save": ("保存", "Save"),
    "page_saved": ("已保存，尚未提交。", "Saved, and not submitted yet."),
    "page_back": ("返回", "Back"),
    "page_bulk": ("批量上传照片", "Photos of many at once"),
    "page_bulk_how": (
        "文件名中写上问题编号（如 H0001），照片会归到对应的问题。一次最多 15 张。",
        "Write the number (such as H0001) into the file's name, and the photo goes there. At most 15 at a time.",
    ),
    "page_bulk_done": ("已归入 {count} 张。", "{count} photos found their place."),
    "page_bulk_left": (
        "没有归入：{names}。请在文件名中写上问题编号。",
        "No place found for {names}. Write the number into the file's name.",
    ),
    "page_letter": ("盖章回函", "Stamped letter"),
    "page_letter_how": (
        "上传盖章的书面回复（PDF 或照片），这是主要的回复文书。",
        "Upload the stamped reply (PDF or picture); it is the main reply.",
    ),
    "page_letter_there": ("已上传，SHA-256：{sha256}", "Uploaded, SHA-256: {sha256}"),
    "page_upload": ("上传", "Upload"),
    "page_print": ("打印清单（附照片和现场二维码）", "Print the list with photos and codes for the crew"),
    "page_print_how": (
        "二维码供现场人员直接上传该处照片，三十天内有效，只能上传，看不到其他内容。",
        "With its code a crew sends photos of that spot for thirty days, and sees nothing else.",
    ),
    "page_submit": ("提交回复", "Submit the reply"),
    "page_submit_how": (
        "提交后不能修改。未逐处答复的视为未答复。收到回复不等于整改完成，检察机关将现场核查。",
        "It can't be changed afterwards. What has no answer counts as not answered. A reply is not a fix: the "
        "procuratorate looks on site.",
    ),
    "page_due": ("回复期限：{due_on}", "Reply due on {due_on}"),
    "page_late": ("已超过回复期限，仍可回复，将标注为逾期。", "The reply is late; it is taken and marked as late."),
    "page_submitted": (
        "回复已于 {at} 提交，提交人 {name}。回执：{digest}",
        "Submitted at {at} by {name}. Receipt: {digest}",
    ),
    "page_submitted_late": ("（逾期）", "(late)"),
    "page_camera": ("现场照片", "Photos on site"),
    "page_camera_how": (
        "请拍摄整改后的现场，照片将交检察机关核查。",
        "Photograph the spot as it is now, for the procuratorate.",
    ),
    "page_camera_done": ("已上传 {count} 张。", "{count} photos sent."),
    "page_image_expected": ("“{name}”不是照片。", "“{name}” is no picture."),
    "page_paper_expected": ("“{name}”不是 PDF 或照片。", "“{name}” is neither a PDF nor a picture."),
    "page_file_refused": ("“{name}”：{reason}", "“{name}”: {reason}"),
    "kit_how": (
        "逐处填写后点“保存答复”，得到“答复.json”。把它与照片（文件名写上问题编号，如 H0001-1.jpg）和盖章回函"
        "（文件名以“回函”开头）放在一个 zip 压缩包里，交回承办人。",
        "Fill it in and save: you get 答复.json. Put it into one zip with the photos (named by their number, such as "
        "H0001-1.jpg) and the stamped letter (its name begins with 回函), and hand that back.",
    ),
    "kit_needs_script": (
        "此浏览器不运行脚本，请打印填写，或换用其他浏览器。",
        "This browser runs no scripts: print the form, or use another one.",
    ),
    "kit_save": ("保存答复", "Save the reply"),
    "page_again": ("页面已过期，请重新打开。", "The page is too old; open it again."),
}
