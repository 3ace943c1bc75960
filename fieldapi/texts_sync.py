"""Sentences about devices without a network, what they send, and where people disagree."""

SENTENCES = {
    "device_of_other": (
        "该设备编号属于另一人；同一手机上每人各用一个编号。",
        "This device id is another person's; on one phone everybody has an id of their own.",
    ),
    "device_key_changed": ("该设备已登记另一把公钥。", "The device is entered with another public key."),
    "device_lost_already": ("该设备已登记遗失。", "The device was declared lost already."),
    "item_twice": ("同一批次中 {name} 重复。", "Two items of the batch have the same {name}."),
    "seq_taken": ("该设备的第 {seq} 号已用于另一条目。", "Number {seq} of the device is another item's."),
    "other_id_than_item": ("须与 about_id 一致，或不填。", "Has to be the about_id, or is left out."),
    "items_to_come": ("等待其所依据的条目。", "Waits for the items that it rests on."),
    "bytes_to_come": ("等待照片原件上传。", "Waits for the bytes of the photo."),
    "base_needs_same_fields": (
        "base 与 ours 须列出相同的字段。",
        "base and ours have to name the same fields.",
    ),
    "unknown_device": (
        "该设备未在此登记其公钥；请由其使用人登录后同步一次，或由本人导入。",
        "No such device with its key here: let its person sync once, or bring the package.",
    ),
    "package_not_signed": (
        "清单的签名不是该设备的，或清单被改动。",
        "The manifest is not signed by that device, or was changed.",
    ),
    "foreign_package": ("该数据包是封给另一机构的。", "The package is sealed for somebody else."),
    "damaged_package": ("数据包已损坏或不完整。", "The package is damaged or not all there."),
    "missing_member": ("数据包缺少 {name}。", "The package lacks {name}."),
    "strange_member": ("数据包含有未声明的 {name}。", "The package holds {name}, which it should not."),
    "disagreement_settled": ("该分歧已有选择。", "Somebody has chosen already."),
    "verdicts_differ": (
        "{number} 的回访结论不一致：请主办检察官选择其一，或者重新登记结论。",
        "Verdicts on {number} differ: the presiding prosecutor chooses one, or it is judged anew.",
    ),
    "not_of_this_disagreement": ("不是该分歧中的意见。", "No assessment of this disagreement."),
    "presiding_chooses": (
        "涉及安全的分歧由本次活动主办检察官{name}选择。",
        "What bears on safety is for the presiding prosecutor, {name}, to choose.",
    ),
}
