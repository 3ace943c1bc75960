/** Words for the codes of access: [Chinese, English]. */

export const ACCESS_CODES = {
  package_result: {
    stored: ["已收存", "Stored"],
    repeated: ["此前已收存", "Stored before"],
    waiting: ["等待其他内容", "Waits for something else"],
    conflict: ["与他人的更改冲突", "Others were quicker"],
    refused: ["退回", "Refused"],
  },
  role_name: {
    prosecutor: ["检察官", "Prosecutor"],
    assistant_prosecutor: ["检察官助理", "Assistant prosecutor"],
    clerk: ["书记员", "Clerk"],
    department_head: ["部门负责人", "Head of department"],
    deputy_chief: ["副检察长", "Deputy chief"],
    chief_prosecutor: ["检察长", "Chief prosecutor"],
    invited_assistant: ["特邀检察官助理", "Invited assistant"],
    agency_liaison: ["行政机关联络员", "Liaison"],
    auditor: ["审计员", "Auditor"],
    admin: ["系统管理员", "Administrator"],
  },
  invitation_state: {
    open: ["待接受", "Open"],
    asked: ["待您同意", "Waits for your approval"],
    approved: ["已同意", "Approved"],
    redeemed: ["已接受", "Redeemed"],
    expired: ["已过期", "Expired"],
    locked: ["尾号输错过多已锁定", "Locked after wrong digits"],
    revoked: ["已撤回", "Revoked"],
  },
  photo_conflict: {
    candidate: ["其派出单位是候选责任单位", "The sender's home agency is a candidate"],
    regulator: ["其派出单位是选定的主管部门", "The sender's home agency is the regulator"],
    respondent: ["其派出单位是被监督对象", "The sender's home agency is the respondent"],
  },
};
