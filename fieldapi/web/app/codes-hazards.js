/** Words for the codes of what stands beside a hazard: [Chinese, English]. */

export const HAZARD_CODES = {
  dispute_state: {
    claimed: ["待认领", "Claimed"],
    contested: ["有争议", "Contested"],
    conference_scheduled: ["已定认领会", "Awaiting the claim meeting"],
    designated: ["已指定", "Designated"],
    appealed: ["对指定有异议", "Appealed"],
    accepted: ["已接受", "Accepted"],
    withdrawn: ["已撤回", "Withdrawn"],
  },
  dispute_move: {
    deny: ["登记否认", "Note a denial"],
    schedule_conference: ["召集认领会", "Schedule the claim meeting"],
    acknowledge: ["登记认领", "Note that an agency acknowledges it"],
    designate: ["登记指定", "Note a designation"],
    accept: ["登记接受指定", "Note that it is accepted"],
    appeal: ["登记对指定的异议", "Note an appeal"],
    guard: ["登记先行看护", "Note that it is guarded"],
    withdraw: ["撤回争议", "Withdraw the dispute"],
  },
  dispute_field: {
    agency_id: ["单位", "Agency"],
    by_agency_id: ["召集或指定机关", "Convened or designated by"],
    by: ["看护人", "Guarded by"],
    at: ["时间", "Since"],
    on: ["日期", "Day"],
    document_no: ["文号", "Document no."],
    photo_id: ["书面材料", "Document"],
    note: ["说明", "Note"],
  },
};
