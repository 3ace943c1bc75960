"""What is said when a document can't be drafted, changed, approved or rendered."""

SENTENCES = {
    "not_drafted_from_that": (
        "“{document}”不能由这类记录起草。",
        "“{document}” is not drafted from that kind of record.",
    ),
    "no_such_part": (
        "“{kind}”没有这一项，或该项不是这样填写。",
        "“{kind}” has no such part, or it is filled otherwise.",
    ),
    "wrong_number_of_cells": ("每行须为 {columns} 格。", "Each row takes {columns} cells."),
    "photo_not_of_record": (
        "该照片不属于本记录的隐患，或已不能使用。",
        "That photo is not of this record, or there no more.",
    ),
    "photo_not_cleared": (
        "照片{photo}尚未核定可对外提供，须先核定或者换用其他照片。",
        "Photo {photo} is not cleared for others; clear it or choose another one.",
    ),
    "part_missing": ("缺少“{part}”。", "“{part}” is missing."),
    "unprintable": (
        "字体中没有这些字：{chars}。请改写，或在模板文件夹的 fonts 中放入含有它们的字体。",
        "No font has {chars}: write otherwise, or put a font that has them into the folder fonts of the templates.",
    ),
    "template_broken": (
        "模板 {template} 第 {line} 行有误：{reason}",
        "The template {template} is wrong at line {line}: {reason}",
    ),
    "number_taken": ("文号“{number}”已用于本院另一文书。", "Another document of the office has the number “{number}”."),
    "illegal_document_move": (
        "状态为“{document_state}”的文书不能“{action}”。",
        "Not possible for a document that is {document_state}: {action}.",
    ),
    "not_the_approver": ("您的角色不能审批“{document}”。", "Your role does not approve “{document}”."),
    "approver_submitted_it": ("提交人不能审批自己提交的文书。", "Whoever submitted a document does not approve it."),
    "too_many_hazards": (
        "符合条件的隐患超过 {limit} 处，请缩小范围。",
        "More than {limit} hazards match; narrow the filters.",
    ),
}
