"""What is said of files that cannot be attached, and of attached ones that are not what they were."""

from coopdesk.i18n import N_

SENTENCES: dict[str, str] = {
    "attachment.empty": N_("“{name}”是空文件，没有添加；请换一个文件，或重新拍照、扫描"),
    "attachment.too_large": N_(
        "“{name}”有 {size} MB，没有添加；一个附件最多 {most} MB，请用较低的分辨率重新扫描，或分成几个文件"
    ),
    "attachment.damaged": N_("“{name}”已损坏或不完整，打不开，没有添加；请重新拍照、扫描或传送一次"),
    "attachment.kind": N_(
        "“{name}”不是照片、PDF 或电子发票（OFD、XML），没有添加；"
        "照片请存为 JPG 或 PNG，其他文件请另存或打印为 PDF 再添加"
    ),
    "attachment.heic": N_(
        "“{name}”是 HEIC 照片，没有添加；请在手机上转为 JPG（苹果手机：设置 > 相机 > 格式 > 兼容性最佳）再添加"
    ),
    "attachment.pages": N_("“{name}”里有 {pages} 页图片，没有添加；请另存为 PDF 再添加，一页也不会少"),
    "attachment.too_many_pixels": N_(
        "“{name}”的画面有 {pixels} 百万像素，没有添加；最多 {most} 百万像素，请用较低的分辨率重新拍照或扫描"
    ),
    "attachment.unreadable_file": N_(
        "“{path}”读不出来，没有添加（{folder}）；请看文件是否还在那里、有没有读的权限、U 盘或网络是否还连着"
    ),
    "attachment.not_written": N_(
        "“{path}”写不进去（{folder}）：{reason}；请看磁盘是否已满、有没有写的权限，或换一个文件夹"
    ),
    "attachment.no_name": N_("附件没有文件名；请先给文件取名再添加"),
    "attachment.nobody": N_("{key} 不在账套里或已作废，附件没有添加；请核对"),
    "attachment.twice": N_("“{name}”和已有的附件“{other}”是同一个文件，没有再添加"),
    "attachment.unknown": N_("第 {number} 号附件已不在列表里；可能已由别人移除，请刷新后再看"),
    "attachment.unreadable": N_(
        "这个附件存在账套里的内容已和添加时不同（{sha256}），没有打开；请从最近的备份里取回，或用原件重新添加"
    ),
    "verify.blob": N_(
        "附件的内容和添加时不同或读不出来：{names}（表 blobs 第 {row} 行）；请从备份取回，或用原件重新添加"
    ),
    "verify.blob_missing": N_("第 {number} 号附件“{name}”的内容不在账套里；请从备份取回，或用原件重新添加"),
    "verify.attachment_of_nobody": N_("第 {number} 号附件“{name}”所属的 {key} 不在账套里"),
}
