/** Words for the codes of reference data and notices: [Chinese, English]. */

export const REFERENCE_CODES = {
  layer_kind: {
    province: ["省", "Province"],
    city: ["市", "City"],
    county: ["县", "County"],
    township: ["乡镇、街道", "Township"],
    village: ["村、社区", "Village"],
    zone: ["责任区", "Zone"],
    road: ["路段", "Road"],
    network: ["管网、线缆", "Network"],
    grid: ["单元网格", "Grid"],
    sensitive: ["敏感场所", "Sensitive places"],
  },
  import_state: {
    checking: ["试算中", "Being checked"],
    checked: ["可以写入", "Can be applied"],
    refused: ["不能写入", "Refused"],
    applying: ["写入中", "Being applied"],
    applied: ["已写入", "Applied"],
    failed: ["未写入", "Failed"],
    discarded: ["已放弃", "Discarded"],
  },
  notice_event: {
    clock_due: ["期限", "Periods"],
    follow_up_due: ["回访到期", "Visits due"],
    confirmation_pending: ["待确认", "Waiting for confirmation"],
    round_assigned: ["列入巡查", "Rounds you are on"],
    case_assigned: ["列入办案组", "Cases you are on"],
    confirmation_refused: ["未予确认", "Not confirmed"],
    fix_refused: ["退回整改", "Fixes sent back"],
    ownership_refused: ["权属被否认", "Ownership denied"],
  },
  outgoing_kind: { digest: ["每日摘要", "Digest"], reminder: ["催复提醒", "Reminder to an agency"] },
};
