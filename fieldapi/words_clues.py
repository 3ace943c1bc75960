"""What the states, moves and periods of clues are called, and the acts on them, in Chinese and in English."""

ACTIONS = {
    "file_clue": ("提交线索", "send a clue"),
    "add_clue_photo": ("为线索补充照片", "add a picture to a clue"),
    "read_clue_answer": ("查询线索办理情况", "ask what became of a clue"),
    "file_own_clue": ("志愿者提交线索", "file a clue as a volunteer"),
    "list_own_clues": ("查看本人提交的线索", "see the clues that you filed"),
    "receive_clue": ("录入来信来访线索", "enter a letter, visit or call"),
    "list_clues": ("查看线索", "list clues"),
    "count_clues": ("查看线索回复情况", "see how clues were answered"),
    "read_clue": ("查看线索", "read a clue"),
    "read_clue_timeline": ("查看线索办理记录", "read the history of a clue"),
    "move_clue": ("办理线索", "move a clue"),
    "redirect_clue": ("将线索交有管辖权的下级院", "move a clue to the right office"),
    "link_clue": ("将线索关联到隐患", "link a clue to a hazard"),
    "reply_clue": ("登记答复", "enter an answer to a reporter"),
    "read_reporter": ("查看举报人", "see who sent a clue"),
    "erase_reporter": ("依法删除举报人信息", "erase who sent a clue"),
}
CLUE_STATES = {
    "received": ("待登记", "not registered yet"),
    "clue_registered": ("线索已登记", "registered"),
    "clue_assessing": ("评估中", "being assessed"),
    "preliminary_investigation": ("初步调查中", "in preliminary investigation"),
    "in_case": ("已并入案件", "taken up in a case"),
    "clue_transferred": ("已移送", "transferred"),
    "not_filed": ("不立案", "not filed"),
    "not_accepted": ("不属于公益诉讼受理范围", "not accepted"),
}
CLUE_MOVES = {
    "register": ("登记线索", "register"),
    "not_accept": ("不予受理", "not accept"),
    "sponsor": ("确定包案领导", "name the leader who takes it"),
    "assign": ("指定承办人", "assign"),
    "assess": ("评估线索", "assess the clue"),
    "investigate_first": ("开展初步调查", "begin a preliminary investigation"),
    "take_up": ("并入案件", "take up in a case"),
    "transfer_clue": ("移送线索", "transfer the clue"),
    "refuse_filing": ("决定不立案", "decide not to file"),
    "excuse": ("登记不予回复的原因", "say why nobody is answered"),
}
