"""Sentences for people, by stable code, in Chinese and English. Braces are filled from the error's details."""

from . import (
    texts_accounts,
    texts_agency_page,
    texts_cards,
    texts_cases,
    texts_checklists,
    texts_clocks,
    texts_clues,
    texts_documents,
    texts_followups,
    texts_geometries,
    texts_imports,
    texts_inspections,
    texts_invitations,
    texts_moves,
    texts_notices,
    texts_observations,
    texts_photos,
    texts_registers,
    texts_services,
    texts_sync,
    texts_uploads,
)
from .words import named

SENTENCES = {
    # problems
    "not_found": ("没有这条记录，或您无权查看。", "There is no such record, or it is not yours to see."),
    "not_signed_in": ("请先登录。", "Sign in first."),
    "wrong_credentials": ("用户名、密码或动态码不正确。", "The name, the password or the code is wrong."),
    "too_many_attempts": (
        "尝试次数过多，请在 {retry_after_s} 秒后再试。",
        "Too many attempts; try again in {retry_after_s} s.",
    ),
    "not_allowed": ("您无权进行此操作。", "You may not do that."),
    "role_may_not": ("您的角色不能进行“{action}”。", "Your role may not do “{action}”."),
    "not_handling_office": (
        "只有承办院可以进行“{action}”；您可以查看。",
        "Only the handling office may do “{action}”; you may look.",
    ),
    "no_office": ("您的账号不属于任何检察院。", "Your account belongs to no office."),
    "conflict": ("记录已有变化，请刷新后再试。", "The record has moved on; reload and try again."),
    "stale_version": (
        "记录已被他人修改，现为第 {version} 版。",
        "Somebody changed the record; it is now version {version}.",
    ),
    "illegal_move": ("状态为“{status}”的隐患不能“{move}”。", "Not possible for a hazard that is {status}: {move}."),
    "record_ended": ("状态为“{status}”的记录已办结，不再修改。", "The record is {status}: it is never edited again."),
    "inspection_not_open": (
        "该次巡查的状态为“{status}”，不能这样操作。",
        "The inspection is {status}; that is not possible now.",
    ),
    "reassignment_state": (
        "该次重新判定的状态为“{status}”，不能这样操作。",
        "The re-assignment is {status}; that is not possible now.",
    ),
    "reference_changed": (
        "图层、规则或单位在计算差异之后又有变化，请重新计算差异。",
        "Layers, rules or agencies changed since the difference was computed; compute it again.",
    ),
    "id_taken": ("该编号已用于另一内容。", "This id is taken by other content."),
    "idempotency_key_reused": (
        "该 Idempotency-Key 已用于另一请求。",
        "This Idempotency-Key was used for another request.",
    ),
    "bad_idempotency_key": (
        "Idempotency-Key 须为 1 至 {limit} 个字符。",
        "Idempotency-Key takes 1 to {limit} characters.",
    ),
    "area_not_yours": (
        "{area} 不在您所在院的辖区内，不能“{action}”；可在本区划另立规则。",
        "{area} is not within your office's area, so not for you: {action}. You may make a rule of your own area.",
    ),
    "code_taken": ("规则编号 {rule} 已被使用。", "The code {rule} is taken by another rule."),
    "agency_succeeded": (
        "“{name}”已有承接单位，请修改承接单位的记录。",
        "“{name}” was succeeded already; change its successor.",
    ),
    "invalid_fields": ("有字段不正确或缺失，见 fields。", "Some fields are wrong or missing; see fields."),
    "bad_parameter": ("有查询参数不正确，见 fields。", "Some query parameters are wrong; see fields."),
    "range_not_satisfiable": ("文件没有所要的字节范围。", "The file has no such range of bytes."),
    "bad_request": ("请求无法处理。", "The request can't be handled."),
    "method_not_allowed": ("此地址不支持该方法。", "This address does not take that method."),
    "internal_error": ("系统内部出错，已记录。", "Something went wrong on our side; it is logged."),
    "preview_not_ready": ("预览尚未生成，请稍后再取。", "The preview is not ready yet; try again soon."),
    "no_preview": (
        "该文件没有预览（{reason}），可下载原件。",
        "This file has no preview ({reason}); download the original.",
    ),
    "web_libraries_missing": (
        "网页所需的程序库尚未安装：请运行 python -m fieldapi web-libraries。",
        "The web libraries are not installed: run python -m fieldapi web-libraries.",
    ),
    "busy": ("同时上传的人太多，请稍后再试。", "Too many are sending at once; try again in a moment."),
    # bodies that can't be read
    "json_expected": ("请求体须为 application/json。", "The body must be application/json."),
    "multipart_expected": (
        "请求体须为 multipart/form-data，文件字段名为 file。",
        "The body must be multipart/form-data with a file part.",
    ),
    "bad_multipart": ("multipart 请求体不完整或有误。", "The multipart body is incomplete or malformed."),
    "encoded_body": ("不接受压缩的请求体。", "Compressed bodies are not taken."),
    "body_too_large": ("请求体过大。", "The body is too large."),
    "not_utf8": ("请求须为不带 BOM 的 UTF-8。", "What is sent must be UTF-8 without a BOM."),
    "not_json": ("第 {line} 行第 {column} 列不是合法的 JSON。", "Not JSON at line {line}, column {column}."),
    "object_expected": ("请求体须为 JSON 对象。", "The body must be a JSON object."),
    "too_deep": ("JSON 嵌套超过 {limit} 层。", "The JSON is nested deeper than {limit}."),
    "duplicate_key": ("JSON 中键“{key}”重复。", "The JSON key “{key}” is given twice."),
    "not_finite": ("JSON 中的数须为有限数，不能是 {value}。", "Numbers must be finite, not {value}."),
    "number_too_long": ("JSON 中的整数不得超过 {limit} 位。", "Integers take at most {limit} digits."),
    "lone_surrogate": ("文本含有不成对的代理字符。", "A text holds a lone surrogate."),
    # fields
    "required": ("必填。", "Required."),
    "unknown_field": ("没有这个字段。", "There is no such field."),
    "unknown_code": ("没有代码“{value}”，可选值见 {list}。", "There is no code “{value}”; see {list}."),
    "wrong_type": ("类型不对，应为 {expected}。", "Wrong type; expected: {expected}."),
    "out_of_range": ("超出范围，应 {allowed}。", "Out of range; allowed: {allowed}."),
    "lat_lon_swapped": (
        "纬度 {lat} 超出 ±90；经纬度可能填反了（lon={lon}）。",
        "Latitude {lat} is beyond ±90; longitude and latitude seem swapped (lon={lon}).",
    ),
    "lat_out_of_range": ("纬度 {lat} 超出 ±90。", "Latitude {lat} is beyond ±90."),
    "not_rfc3339": (
        "应符合 RFC 3339：日期如 2026-06-29，时刻如 2026-06-29T10:05:00+08:00。",
        "Write as RFC 3339 says: a day as 2026-06-29, an instant as 2026-06-29T10:05:00+08:00.",
    ),
    "in_the_future": ("不能在将来。", "May not lie in the future."),
    "not_one_of": ("不在可选值中：{allowed}。", "Not one of: {allowed}."),
    "bad_format": ("格式不对，应符合 {allowed}。", "Bad format; must match {allowed}."),
    "too_long": ("过长，字符数应 {allowed}。", "Too long; characters {allowed}."),
    "too_many": ("过多，个数应 {allowed}。", "Too many; number {allowed}."),
    "length_out_of_range": ("长度应为 {min} 至 {max} 个字符。", "The length must be {min} to {max} characters."),
    "offset_required": ("时间须带时区，如 2026-06-29T10:05:00+08:00。", "The time needs an offset, such as +08:00."),
    "instant_out_of_range": ("时间须在公元 1 年至 9999 年之间。", "The time must lie in the years 1 to 9999."),
    "control_characters": (
        "不能含控制字符（换行、制表符除外）。",
        "Control characters other than newline and tab are not allowed.",
    ),
    "empty": ("不能为空。", "May not be empty."),
    "uuid7_required": ("编号须为 UUIDv7。", "The id must be a UUIDv7."),
    "may_not_be_null": ("{names} 不能为 null。", "{names} may not be null."),
    "nothing_to_change": ("没有要修改的字段。", "Nothing to change."),
    "person_or_name": (
        "person_id、invitation_id、name 须且只能填一个。",
        "Give person_id, invitation_id or name, one of them.",
    ),
    "guest_needs_body": ("没有账号的人员须填所在单位 body。", "A guest without an account needs a body."),
    "too_far_ahead": ("比当前时间晚 {hours} 小时以上。", "More than {hours} hours ahead."),
    "unknown_inspection": ("没有这次进行中的巡查。", "There is no such open inspection."),
    "unknown_hazard": ("没有这条隐患。", "There is no such hazard."),
    "unknown_agency": ("没有这个单位，可选单位见 /api/v1/agencies。", "There is no such agency; see /api/v1/agencies."),
    "unknown_person": ("没有此人。", "There is no such person."),
    "already_takes_part": ("此人已在参加人员中。", "This person takes part already."),
    "hazard_of_other_office": ("该隐患由其他院承办。", "Another office handles this hazard."),
    "photo_of_other_hazard": ("不是该隐患的照片。", "Not a photo of this hazard."),
    "office_out_of_scope": (
        "只能对本院或下级院承办的隐患重新判定，且须由该院或上级院的负责人提出。",
        "Only for your own office or one below, and only by a head there or above.",
    ),
    "other_difference": (
        "与现存差异文件不符，请重新查看差异后再适用。",
        "This is not the difference that is there now; look at it again.",
    ),
    "given_twice": ("参数只能出现一次。", "The parameter may be given once."),
    "bad_cursor": ("cursor 须取自本列表上一页的 next_cursor。", "The cursor must be the next_cursor of this list."),
    "bad_bbox": ("bbox 应为 west,south,east,north（WGS84 度）。", "bbox is west,south,east,north in WGS84 degrees."),
    "role_needs_agency": ("role 须与 agency 一起使用。", "role goes with agency."),
    "no_links": ("请写文件名称和文号，不要填写网址。", "Cite title and number; addresses are not taken."),
    "agency_or_function": (
        "agency_id 与 agency_function 须且只能填一个。",
        "Give agency_id or agency_function, one of them.",
    ),
    "agency_ended": (
        "该单位已于 {last} 终止且无承接单位。",
        "The agency ended on {last} and nobody succeeded it.",
    ),
    "empty_period": ("终止日期早于起始日期 {first}。", "The last day lies before the first, {first}."),
    "needed_to_verify": ("标为已核实须写明依据文件。", "A verified rule needs its source document."),
    "before_present_version": (
        "不能早于现行记录的起始日期 {first}。",
        "May not lie before the present row begins, {first}.",
    ),
    "ends_before_it_begins": (
        "最早只能为起始日期 {first} 的前一日，即撤回整条规则。",
        "At the earliest the day before it begins ({first}), which takes it back wholly.",
    ),
    "after_its_end": ("该规则已于 {last} 终止。", "The rule ends on {last} already."),
    "changed_twice": ("规则 {code} 只能变更一次。", "The rule {code} may be changed once only."),
    "successor_or_new": (
        "successor_id 与 successor 须且只能填一个。",
        "Give successor_id or successor, one of them.",
    ),
    "successor_not_in_force": (
        "承接单位在 {day} 尚未成立或已终止。",
        "The successor is not in force on {day}.",
    ),
    "succeeds_itself": ("单位不能由自身承接。", "An agency can't come to succeed itself."),
    "agency_exists": (
        "该区划已有同名单位。",
        "There is an agency of that name in that area.",
    ),
    # warnings
    "same_conditions": (
        "规则 {rule} 与 {other} 的适用条件、区划和优先级相同，将并列作为核实对象。",
        "The rules {rule} and {other} have the same conditions, area and priority; both will be listed.",
    ),
    # assets
    "kind_refused": ("种类“{kind}”的设施不得录入本系统。", "Assets of the kind {kind} are not kept here."),
    "asset_code_taken": ("编号“{value}”已被登记。", "The code {value} is registered already."),
    # the ledger
    "no_checkpoint_yet": (
        "该记录尚未被台账检查点覆盖，请稍后再查。",
        "No checkpoint holds this entry yet; ask again in a minute.",
    ),
    "not_a_checkpoint": ("不是可读取的检查点：{reason}。", "Not a checkpoint that can be read: {reason}."),
    # files
    "empty_file": ("文件为空。", "The file is empty."),
    "file_too_large": ("文件超过上限 {limit_bytes} 字节。", "The file is over {limit_bytes} bytes."),
    "unsupported_content": (
        "内容不是可接受的类型；可接受：{allowed}。",
        "The content is not of an allowed type: {allowed}.",
    ),
    "wrong_sha256": (
        "收到的内容与所报 sha256 不符（实为 {actual}）。",
        "The content does not match the sha256 ({actual}).",
    ),
    "database_unavailable": (
        "数据库暂时不能读写，请稍后重试。",
        "The database can't be read or written just now; try again later.",
    ),
    "not_kept": ("文件未能保存，请稍后重传。", "The file could not be kept; send it again later."),
    "damaged": ("保存的原件已损坏，请联系管理员。", "The stored original is damaged; tell the administrator."),
}
SENTENCES |= texts_clocks.SENTENCES
SENTENCES |= texts_clues.SENTENCES
SENTENCES |= texts_imports.SENTENCES | texts_geometries.SENTENCES | texts_registers.SENTENCES
SENTENCES |= texts_moves.SENTENCES | texts_photos.SENTENCES | texts_observations.SENTENCES | texts_uploads.SENTENCES
SENTENCES |= texts_cards.SENTENCES | texts_sync.SENTENCES
SENTENCES |= texts_cases.SENTENCES | texts_documents.SENTENCES
SENTENCES |= texts_inspections.SENTENCES | texts_checklists.SENTENCES
SENTENCES |= texts_invitations.SENTENCES | texts_accounts.SENTENCES
SENTENCES |= texts_followups.SENTENCES | texts_notices.SENTENCES | texts_services.SENTENCES
SENTENCES |= texts_agency_page.SENTENCES


class _Blank(dict):
    def __missing__(self, key):
        return ""


def say(code: str, language: str, details: dict) -> str:
    """The sentence for *code* in ``zh`` or ``en``."""
    return SENTENCES[code][language == "en"].format_map(_Blank(named(details, language)))
