/** Sentences of sealed packages: [Chinese, English]. */

export const PACKAGE_TEXTS = {
  device_of: ["{name}的设备", "{name}'s device"],
  without_network: ["没有网络时", "Without a network"],
  without_network_lead: ["导出的密封包只有本院系统能打开。请同事带到有网络的电脑提交，再把回执文件读入本机。", "Only your office's system opens the sealed package. A colleague brings it to a computer with a network; read the receipts back here."],
  seal_packages: ["导出密封包", "Export a sealed package"],
  read_receipts: ["读入回执", "Read receipts"],
  packages_made: ["已导出 {n} 个密封包（{items} 项）。收到回执前，本机继续保存。", "{n} sealed packages made ({items} items). Everything stays here until the receipts come."],
  receipts_taken: ["回执已读入：{stored} 项已收存，{refused} 项被退回。", "Receipts read: {stored} items stored, {refused} refused."],
  strange_receipts: ["这不是本机密封包的回执。", "These are no receipts of a package of this device."],
  refused_in_package: ["密封包中的这一项没有被接受（{code}）。", "This item of the package was not accepted ({code})."],
  packages: ["提交密封包", "Bring a package"],
  packages_lead: ["提交同事手机导出的密封包。各项以该同事的名义入账；请把回执文件带回那部手机。", "Bring the sealed package of a colleague's phone. It is done in the colleague's name; take the receipts back to that phone."],
  package_file: ["选择密封包（.age）", "Choose the sealed package (.age)"],
  save_receipts: ["保存回执", "Save the receipts"],
};
