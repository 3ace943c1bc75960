"""What actions on people, invitations and access are called, in Chinese and in English."""

ACTIONS = {
    "list_invitations": ("查看邀请", "list invitations"),
    "invite": ("邀请特邀检察官助理", "invite an assistant"),
    "approve_invitation": ("同意受邀人加入", "approve an invitation"),
    "reissue_invitation": ("重新发出邀请", "issue an invitation again"),
    "revoke_invitation": ("撤回邀请", "revoke an invitation"),
    "read_letter": ("查看承诺书", "read the commitment letter"),
    "redeem_invitation": ("接受邀请", "redeem an invitation"),
    "read_invited": ("查看受邀的活动", "see what you were invited to"),
    "contribute_photo": ("上传照片待确认", "send a photo for confirmation"),
    "list_contributions": ("查看受邀人员上传", "list what invited assistants sent"),
    "confirm_photo": ("采用受邀人员照片", "confirm a photo"),
    "decline_photo": ("不采用受邀人员照片", "decline a photo"),
}
INVITATION_STATES = {
    "open": ("待接受", "open"),
    "asked": ("待邀请人同意", "waiting for your approval"),
    "approved": ("已同意", "approved"),
    "redeemed": ("已接受", "redeemed"),
    "expired": ("已过期", "expired"),
    "locked": ("尾号输错过多已锁定", "locked after wrong digits"),
    "revoked": ("已撤回", "revoked"),
}
