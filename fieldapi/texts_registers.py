"""Sentences about lists that offices kept before: registers of assets and ledgers of hazards."""

SENTENCES = {
    "unsupported_list_file": (
        "内容不是可接受的文件：表格（.xlsx、CSV）或 GeoPackage、Shapefile（zip）、GeoJSON、KML/KMZ、GML、FlatGeobuf。",
        "The content is not taken: XLSX, CSV, or GeoPackage, zipped Shapefile, GeoJSON, KML/KMZ, GML, FlatGeobuf.",
    ),
    "old_workbook": (
        "这是旧版（.xls）或加密的 Excel 工作簿，请另存为不加密的 .xlsx 或 CSV。",
        "This is an old (.xls) or encrypted Excel workbook; save it as plain .xlsx or as CSV.",
    ),
    "number_twice": (
        "编号“{value}”与第 {first} 行重复。",
        "The number “{value}” stands in row {first} already.",
    ),
    "bad_csv": ("不是规范的 CSV：{reason}", "Not a sound CSV: {reason}"),
    "bad_xlsx": ("XLSX 无法读取：{reason}", "The XLSX can't be read: {reason}"),
    "unpacked_too_large": ("解开后超过 {limit_bytes} 字节。", "It unpacks to over {limit_bytes} bytes."),
    "which_sheet": ("文件有多个工作表，请用 sheet 指明：{sheets}。", "Say in sheet which one: {sheets}."),
    "no_headings": ("第 {row} 行应为列名，却是空的。", "Row {row} should hold the headings and is blank."),
    "heading_twice": ("列名重复：{value}。", "Headings are repeated: {value}."),
    "too_many_columns": ("列数超过 {limit}。", "More than {limit} columns."),
    "too_many_cells": ("单元格比列名多，该行无法对应。", "The row has more cells than there are headings."),
    "unusable_text": (
        "文字过长（上限 {limit} 字）或含不可见字符。",
        "A text is too long (over {limit}) or not printable.",
    ),
    "code_cut_short": (
        "编号被表格软件当作数字，末尾各位已丢失：请把该列设为文本后重新填写。",
        "A spreadsheet took the code for a number and lost its last digits: make the column text, and write it anew.",
    ),
    "duplicate_code": ("编号在文件中重复，以先出现的为准。", "The code stands in the file twice; the first counts."),
    "unknown_kinds": (
        "不认识的设施种类：{value}；请用 values.kind 对应。",
        "Unknown kinds: {value}; map them in values.kind.",
    ),
    "unknown_words": (
        "有 {rows} 行的用语不认识，按未知处理，原文保留：{value}。",
        "In {rows} rows the words are not known; kept as they are, and taken for unknown: {value}.",
    ),
    "not_days": (
        "有 {rows} 行的日期不能识别，按未知处理：{value}；可用 date_format 说明写法。",
        "In {rows} rows the days can't be read and count as unknown: {value}; date_format says how they are written.",
    ),
    "no_coordinates": ("没有坐标。", "There are no coordinates."),
    "impossible_coordinates": ("坐标超出经纬度范围，或为 0, 0。", "No longitude and latitude, or 0, 0."),
    "swapped_coordinates": (
        "经纬度填反了：请在 mapping 中把 lon（现为“{lon}”）与 lat（现为“{lat}”）对调后重新提交；系统不会代为猜测。",
        "The axes are swapped: exchange lon (now “{lon}”) and lat (now “{lat}”) in the mapping; nothing is guessed.",
    ),
    "office_area_unknown": (
        "没有载入本院辖区界线，未核对位置是否在辖区内。",
        "The office's area is not among the layers, so nobody checked whether the places lie in it.",
    ),
    "outside_area": ("有 {rows} 行位于本院辖区之外。", "{rows} rows lie outside the office's area."),
    "unmatched_owners": (
        "有 {rows} 行的权属单位不在单位名录中，保留原文：{value}。",
        "In {rows} rows the owner is not in the directory; kept as it is: {value}.",
    ),
    "code_in_other_register": (
        "编号“{value}”已在本院的另一份台账中，请核对 register_name 或 scheme。",
        "The code “{value}” is in another register of the office; check register_name or scheme.",
    ),
    "unknown_word": ("不认识“{value}”，请用 values 对应。", "“{value}” is not known; map it in values."),
    "not_an_instant": (
        "“{value}”不是时间，应写作 2026-06-29、2026/6/29 或 2026-06-29 10:05；可用 date_format 说明写法。",
        "“{value}” is no time; write 2026-06-29 or 2026-06-29 10:05, or say date_format.",
    ),
    "not_taken": ("该字段不合要求：{reason}", "The field does not fit: {reason}"),
    "near_other_hazard": (
        "{limit} 米内已有同类隐患（{value}），可能重复。",
        "A hazard of the same type is within {limit} m ({value}): maybe a duplicate.",
    ),
}
