"""Sentences about checklists and their workbooks."""

SENTENCES = {
    "unknown_checklist_version": ("该类隐患没有这一版清单。", "There is no such version of this checklist."),
    "unknown_question": ("清单中没有这一项，或不适用于该种设施。", "Not asked by this checklist at such an asset."),
    "wrong_answer": ("答案须为 {kind}。", "The answer has to be a {kind}."),
    "not_an_xlsform": (
        "不是可读取的 XLSForm 工作簿（须有 survey 表和至少一个问题）。",
        "Not an XLSForm workbook that can be read: it needs a sheet survey with a question.",
    ),
    "bad_question_name": (
        "名称只能用小写字母、数字和下划线。",
        "A name takes lower case letters, digits and underscores.",
    ),
    "unknown_shot": ("没有这类照片。", "There is no such kind of photo."),
    "unknown_question_type": (
        "不支持这种题型；可用 text、decimal、integer、select_one、image、note。",
        "Not a type that is supported: text, decimal, integer, select_one, image, note.",
    ),
    "bad_limit": ("限值须为数字。", "A limit is a number."),
}
