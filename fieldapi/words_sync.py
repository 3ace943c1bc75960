"""What acts of devices without a network are called, in Chinese and in English."""

ACTIONS = {
    "sync": ("离线同步", "sync a device"),
    "read_package_key": ("查看离线数据包公钥", "see the key for sealed packages"),
    "send_package": ("导入离线数据包", "bring a sealed package"),
    "list_devices": ("查看设备", "list devices"),
    "read_device": ("查看设备同步情况", "see what a device sent"),
    "declare_device_lost": ("登记设备遗失", "declare a device lost"),
    "list_disagreements": ("查看意见分歧", "list disagreements"),
    "settle_disagreement": ("在分歧中作出选择", "choose between assessments"),
}
