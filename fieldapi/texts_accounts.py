"""Sentences about accounts, roles, second factors and shares."""

SENTENCES = {
    "password_change_required": (
        "请先修改一次性密码。",
        "Replace the one-time password first.",
    ),
    "totp_required": (
        "您的角色须先绑定动态码（本人信息—动态码）。",
        "Your role needs a second factor: enrol one first, under your own account.",
    ),
    "told_once": (
        "此前已办理，其中的密码、链接或密钥只显示一次、不作保存；没有收到的，请重新签发。",
        "This was done before; its password, link or secret is told once and not kept. Ask for a new one.",
    ),
    "no_totp_offered": ("请先取得动态码密钥。", "Ask for a secret first."),
    "wrong_code": ("动态码不正确，请核对设备时间。", "The code is wrong; check the clock of the device."),
    "wrong_password": ("原密码不正确。", "The present password is wrong."),
    "username_taken": ("用户名已被使用。", "The user name is taken."),
    "own_account": ("不能对本人账号这样操作。", "Not possible with your own account."),
    "office_not_yours": ("只能授予本院或下级院的角色。", "Only roles of your own office or one below."),
    "second_admin_needed": (
        "须由另一名管理员复核。",
        "A second administrator has to confirm it.",
    ),
    "office_or_agency": ("office_id 与 agency_id 须且只能填一个。", "Give office_id or agency_id, one of them."),
    "role_of_other_scope": (
        "联络员角色须填 agency_id，其他角色须填 office_id。",
        "A liaison's role goes with agency_id, every other with office_id.",
    ),
    "invited_until_when": ("特邀检察官助理须填终止日期。", "An invited assistant's role needs a last day."),
    "deputy_may_not_deputise": ("代行职务的人员不能再委托他人。", "A deputy can't pass the role on."),
    "unknown_office": ("没有这个检察院，或即为承办院。", "There is no such office, or it handles the record itself."),
}
