"""What codes are called in papers for a file or a court, in Chinese, and how days and places are written there."""

from . import db

PHOTO_KINDS = {
    "near": "近景",
    "far": "远景",
    "marking": "标识",
    "measurement": "测量",
    "after": "整改后",
    "other": "其他",
}
INSPECTION_KINDS = {
    "follow_up": "跟进调查（回访）",
    "patrol": "现场巡查",
    "site_visit": "走访",
    "joint_inspection": "联合检查",
    "look_back": "回头看",
    "scene_examination": "现场勘验",
    "urgent_response": "紧急处置",
}
VERDICTS = {
    "fixed": "已整改",
    "partly_fixed": "部分整改",
    "not_fixed": "未整改",
    "rebounded": "反弹",
    "not_found": "未找到",
}
PARTICIPANT_ROLES = {
    "presiding_prosecutor": "主持检察官",
    "prosecutor": "检察官",
    "assistant_prosecutor": "检察官助理",
    "clerk": "书记员",
    "judicial_police": "司法警察",
    "technician": "检察技术人员",
    "expert": "有专门知识的人",
    "witness": "见证人",
    "invited_assistant": "特邀检察官助理",
    "agency_person": "行政机关在场人员",
    "owner_person": "权属单位在场人员",
    "volunteer": "志愿者",
    "guest": "在场人员",
}
LEGAL_FIELDS = {
    "eco_resources": "生态环境和资源保护",
    "food_drug": "食品药品安全",
    "state_property": "国有财产保护",
    "land_grant": "国有土地使用权出让",
    "heroes": "英雄烈士保护",
    "minors": "未成年人保护",
    "service_members": "军人地位和权益保障",
    "work_safety": "安全生产",
    "personal_information": "个人信息保护",
    "anti_monopoly": "反垄断",
    "telecom_fraud": "反电信网络诈骗",
    "farm_products": "农产品质量安全",
    "women": "妇女权益保障",
    "accessibility": "无障碍环境建设",
    "cultural_heritage": "文物和文化遗产保护",
    "defence": "国防和军事利益",
    "other": "其他公益",
}
CLOSURE_REASONS = {
    "no_violation": "行政机关已依法履行职责或者不存在违法行为",
    "interest_protected": "国家利益或者社会公共利益已经得到有效保护",
    "fully_rectified": "行政机关已经全面采取整改措施依法履行职责",
    "other": "存在其他应当终结案件的情形",
}
CLUE_RESULTS = {
    "clue_registered": "本院已登记并交由承办部门审查。",
    "clue_assessing": "本院正在对线索进行评估。",
    "preliminary_investigation": "本院正在开展初步调查。",
    "in_case": "经审查，本院已依法办理案件。",
    "clue_transferred": "经审查，该线索不属于本院管辖，本院已依法移送有关单位处理。",
    "not_filed": "经审查，该线索不符合立案条件，本院决定不予立案。",
    "not_accepted": "经审查，该线索不属于检察公益诉讼受理范围。",
}
SERVICE_MODES = {
    "direct": "直接送达",
    "post": "检察专递邮寄送达",
    "electronic": "电子送达",
    "proclaimed": "宣告送达",
    "left": "留置送达",
}
COUNTS = {1: "一", 2: "两", 3: "三", 15: "十五", 30: "三十"}
NUMERALS = "一二三四五六七八九十"
UNITS = {"month": "个月", "day": "日", "hour": "小时", "workday": "个工作日"}


def day(when) -> str:
    """Civil day in China, of a date or an instant; an empty text for none."""
    if when is None:
        return ""
    local = db.legal_date(when) if hasattr(when, "hour") else when
    return f"{local.year}年{local.month}月{local.day}日"


def minute(when) -> str:
    """Civil time in China to the minute; an empty text for none."""
    return f"{day(when)}{when.astimezone(db.SHANGHAI):%H时%M分}" if when else ""


def place(hazard) -> str:
    """Longitude and latitude of a hazard, or why there are none."""
    if hazard.lon is None:
        return f"无定位：{hazard.no_fix_reason}"
    accuracy = "" if hazard.accuracy_m is None else f"，误差约{hazard.accuracy_m:g}米"
    return f"东经{hazard.lon:.6f}°，北纬{hazard.lat:.6f}°，WGS84{accuracy}"


def numerals():
    """一、二 … 九十九, one after the other."""
    yield from NUMERALS
    for tens in range(1, 10):
        for digit in NUMERALS[:9]:
            yield f"{NUMERALS[tens - 1] if tens > 1 else ''}十{digit}"
