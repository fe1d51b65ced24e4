"""The words for codes: every error, finding, kind and figure of the lower layers as an accountant reads it.

Domain and services carry codes and parameters only; what a person reads is written here once, for window, command line
and papers alike. A sentence says what happened and what to do. This package knows no widget and no file.
"""

from coopdesk.wording.clock import clock_text
from coopdesk.wording.contents import content_words
from coopdesk.wording.counted import counted_kind, shares_text
from coopdesk.wording.distribution.derivations import derivation_sentence, price_text, step_text, tax_sentence
from coopdesk.wording.distribution.usual import usual_text
from coopdesk.wording.journal.acts import act_name, act_text, acts
from coopdesk.wording.members.problems import problem_act, problem_reference, problem_text
from coopdesk.wording.members.roll_findings import roll_article, roll_sentence
from coopdesk.wording.names import (
    account_cause_name,
    account_column_name,
    account_kind_name,
    certificate_act_name,
    close_check_name,
    contribution_form_name,
    dimension_name,
    document_kind_name,
    draft_state_name,
    end_reason_name,
    entry_kind_name,
    history_name,
    kind_name,
    matched_name,
    member_state_name,
    month_state_name,
    office_name,
    paper_name,
    plan_state_name,
    proof_name,
    role_name,
    rubric_name,
    share_class_name,
    standing_name,
    voucher_kind_name,
)
from coopdesk.wording.places import place_warning
from coopdesk.wording.sentences import (
    CodedError,
    error_sentences,
    error_text,
    finding_in_chinese,
    finding_text,
)

__all__ = [
    "CodedError",
    "account_cause_name",
    "account_column_name",
    "account_kind_name",
    "act_name",
    "act_text",
    "acts",
    "certificate_act_name",
    "clock_text",
    "close_check_name",
    "content_words",
    "contribution_form_name",
    "counted_kind",
    "derivation_sentence",
    "dimension_name",
    "document_kind_name",
    "draft_state_name",
    "end_reason_name",
    "entry_kind_name",
    "error_sentences",
    "error_text",
    "finding_in_chinese",
    "finding_text",
    "history_name",
    "kind_name",
    "matched_name",
    "member_state_name",
    "month_state_name",
    "office_name",
    "paper_name",
    "place_warning",
    "plan_state_name",
    "price_text",
    "problem_act",
    "problem_reference",
    "problem_text",
    "proof_name",
    "role_name",
    "roll_article",
    "roll_sentence",
    "rubric_name",
    "share_class_name",
    "shares_text",
    "standing_name",
    "step_text",
    "tax_sentence",
    "usual_text",
    "voucher_kind_name",
]
