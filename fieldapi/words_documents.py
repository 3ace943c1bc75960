"""What states, moves and actions of documents are called, in Chinese and in English."""

DOCUMENT_STATES = {
    "draft": ("起草中", "a draft"),
    "in_review": ("待审批", "in review"),
    "approved": ("已审批", "approved"),
    "discarded": ("已作废", "discarded"),
}
DOCUMENT_MOVES = {
    "submit": ("提交审批", "submit"),
    "send_back": ("退回修改", "send back"),
    "approve": ("审批通过", "approve"),
    "discard": ("作废", "discard"),
}
ACTIONS = {
    "list_document_kinds": ("查看文书种类", "list kinds of documents"),
    "list_documents": ("查看文书", "list documents"),
    "list_case_documents": ("查看案件的文书", "list the documents of a case"),
    "read_document": ("查看文书", "read a document"),
    "read_document_version": ("下载已审批的文书", "take a frozen version of a document"),
    "draft_case_document": ("由案件起草文书", "draft a document from a case"),
    "draft_inspection_document": ("由巡查起草文书", "draft a document from an inspection"),
    "draft_hazard_document": ("由隐患起草文书", "draft a document from a hazard"),
    "draft_clue_document": ("由线索起草文书", "draft a document from a clue"),
    "amend_document": ("修改文书", "amend a document"),
    "move_document": ("提交、退回或者作废文书", "submit, send back or discard a document"),
    "approve_document": ("审批文书", "approve a document"),
    "read_hazard_ledger": ("导出隐患台账", "take a ledger of hazards"),
}
