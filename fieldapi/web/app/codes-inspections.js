/** Words for the codes of inspections: [Chinese, English]. */

export const INSPECTION_CODES = {
  participant_role: {
    presiding_prosecutor: ["主持检察官", "Presiding prosecutor"],
    prosecutor: ["检察官", "Prosecutor"],
    assistant_prosecutor: ["检察官助理", "Assistant prosecutor"],
    clerk: ["书记员", "Clerk"],
    judicial_police: ["司法警察", "Court police"],
    technician: ["检察技术人员", "Technician"],
    expert: ["具有专门知识的人", "Expert"],
    witness: ["见证人", "Witness"],
    invited_assistant: ["特邀检察官助理", "Invited assistant"],
    agency_person: ["行政机关人员", "Of the agency"],
    owner_person: ["权属单位人员", "Of the owner"],
    volunteer: ["志愿者", "Volunteer"],
    guest: ["其他人员", "Guest"],
  },
  signature_way: {
    drawn: ["手写", "Drawn"],
    typed: ["键入姓名", "Typed"],
    ink: ["纸上签字", "In ink"],
    refused: ["拒绝签字", "Refused"],
  },
  record_lacks: {
    needs_presiding: ["一名检察官主持", "a prosecutor who presides"],
    needs_two_officers: ["两名以上检察人员", "two officers or more"],
    witness_or_reason: ["见证人签字，或者没有见证人的理由", "a witness, or why there was none"],
    not_signed: ["签字", "the signature"],
    changes_what_was_signed: ["说明会改动已签的笔录", "the note would change what was signed"],
  },
};
