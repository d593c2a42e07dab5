#include "rules/rule.h"

bool check_nothing(const struct state *state, const struct entry *entry, struct error *error)
{
    (void)state;
    (void)entry;
    (void)error;
    return true;
}

void apply_nothing(struct state *state, struct entry *entry)
{
    (void)state;
    (void)entry;
}

const struct rule rules[ACT_COUNT] = {
    /* clang-format off */
    /* type of act                   possible                    check                           apply                           after close */
    [ACT_CONFERENCE_OPEN]      = { conference_possible_open,   check_nothing,                  conference_apply_open,          false },
    [ACT_CONFERENCE_CLOSE]     = { check_nothing,              check_nothing,                  conference_apply_close,         false },
    [ACT_RULES_ADOPT]          = { conference_possible_rules,  conference_check_rules,         conference_apply_rules,         false },
    [ACT_ACTOR_ADMIT]          = { party_possible_admit,       check_nothing,                  party_apply_admit,              true },
    [ACT_KEY_ADD]              = { keyring_possible_add,       keyring_check_add,              keyring_apply_add,              true },
    [ACT_KEY_REVOKE]           = { keyring_possible_revoke,    keyring_check_revoke,           keyring_apply_revoke,           true },
    [ACT_REGISTRAR_CHANGE]     = { keyring_possible_change,    check_nothing,                  keyring_apply_change,           true },
    [ACT_REGISTRAR_CONFIRM]    = { keyring_possible_confirm,   check_nothing,                  keyring_apply_confirm,          true },

    [ACT_BODY_ESTABLISH]       = { check_nothing,              check_nothing,                  body_apply_establish,           false },
    [ACT_BODY_CLOSE]           = { check_nothing,              body_check_close,               body_apply_close,               false },
    [ACT_OFFICER_APPOINT]      = { check_nothing,              check_nothing,                  party_apply_appoint,            false },
    [ACT_CREDENTIALS_DEPOSIT]  = { check_nothing,              check_nothing,                  credential_apply_deposit,       true },
    [ACT_CREDENTIALS_REPORT]   = { check_nothing,              check_nothing,                  credential_apply_report,        false },
    [ACT_CREDENTIALS_DECIDE]   = { check_nothing,              credential_check_decide,        credential_apply_decide,        false },
    [ACT_POWERS_TRANSFER]      = { party_possible_receiver,    party_check_transfer,           party_apply_transfer,           false },
    [ACT_PROXY_GIVE]           = { party_possible_receiver,    party_check_proxy,              party_apply_proxy,              false },
    [ACT_PROXY_END]            = { check_nothing,              party_check_proxy_end,          party_apply_proxy_end,          false },
    [ACT_RIGHTS_CHANGE]        = { check_nothing,              check_nothing,                  party_apply_rights,             true },

    [ACT_MEETING_CONVENE]      = { check_nothing,              meeting_check_convene,          meeting_apply_convene,          false },
    [ACT_MEETING_OPEN]         = { check_nothing,              meeting_check_step,             meeting_apply_step,             false },
    [ACT_MEETING_SUSPEND]      = { check_nothing,              meeting_check_step,             meeting_apply_step,             false },
    [ACT_MEETING_RESUME]       = { check_nothing,              meeting_check_step,             meeting_apply_step,             false },
    [ACT_MEETING_CLOSE]        = { check_nothing,              meeting_check_step,             meeting_apply_step,             false },
    [ACT_MEETING_CANCEL]       = { check_nothing,              meeting_check_step,             meeting_apply_step,             false },
    [ACT_MEETING_DOORS]        = { check_nothing,              meeting_check_doors,            meeting_apply_doors,            false },
    [ACT_AGENDA_APPROVE]       = { check_nothing,              meeting_check_agenda,           meeting_apply_agenda,           false },
    [ACT_FLOOR_REQUEST]        = { check_nothing,              meeting_check_floor,            apply_nothing,                  false },
    [ACT_FLOOR_GIVE]           = { check_nothing,              meeting_check_floor,            apply_nothing,                  false },
    [ACT_STATEMENT]            = { check_nothing,              report_check_statement,         report_apply_statement,         true },
    [ACT_MOTION_RAISE]         = { check_nothing,              check_nothing,                  ruling_apply_motion,            false },
    [ACT_MOTION_SECOND]        = { check_nothing,              ruling_check_second,            ruling_apply_second,            false },
    [ACT_RULING]               = { check_nothing,              check_nothing,                  ruling_apply_rule,              false },
    [ACT_RULING_APPEAL]        = { check_nothing,              ruling_check_appeal,            ruling_apply_appeal,            false },

    [ACT_DOCUMENT_REGISTER]    = { check_nothing,              document_check_register,        document_apply_register,        true },
    [ACT_DOCUMENT_RELEASE]     = { document_possible_release,  document_check_release,         document_apply_release,         true },
    [ACT_BLOB_STRIKE]          = { blob_possible_strike,       check_nothing,                  blob_apply_strike,              true },
    [ACT_INSTRUMENT_OPEN]      = { check_nothing,              check_nothing,                  instrument_apply_open,          false },
    [ACT_PROVISION_ADD]        = { provision_possible_add,     provision_check_add,            provision_apply_add,            false },
    [ACT_PROVISION_NUMBER]     = { provision_possible_about,   check_nothing,                  provision_apply_number,         true },
    [ACT_TEXT_ISSUE]           = { check_nothing,              check_nothing,                  text_apply_issue,               false },
    [ACT_BRACKET_OPEN]         = { provision_possible_about,   bracket_check_open,             bracket_apply_open,             false },
    [ACT_BRACKET_LIFT]         = { check_nothing,              bracket_check_lift,             bracket_apply_lift,             false },
    [ACT_AGREE_ADREF]          = { check_nothing,              reading_check_agree,            reading_apply_agree,            false },
    [ACT_TEXT_SEND_EDITORIAL]  = { check_nothing,              reading_check_send,             reading_apply_send,             false },
    [ACT_EDITORIAL_SERIES]     = { reading_possible_series,    reading_check_series,           reading_apply_series,           false },
    [ACT_EDITORIAL_CONTEST]    = { reading_possible_contest,   reading_check_contest,          reading_apply_contest,          false },
    [ACT_READING_APPROVE]      = { check_nothing,              reading_check_approve,          reading_apply_approve,          false },
    [ACT_INSTRUMENT_ADOPT]     = { check_nothing,              reading_check_adopt,            reading_apply_adopt,            false },

    [ACT_ANNOUNCE]             = { check_nothing,              check_nothing,                  proposal_apply_announce,        false },
    [ACT_PROPOSAL_SUBMIT]      = { proposal_possible_submit,   proposal_check_submit,          proposal_apply_submit,          false },
    [ACT_PROPOSAL_REVISE]      = { proposal_possible_revise,   proposal_check_revise,          proposal_apply_revise,          false },
    [ACT_SPONSOR_INVITE]       = { check_nothing,              sponsor_check_invite,           sponsor_apply_invite,           false },
    [ACT_SPONSOR_CONFIRM]      = { check_nothing,              sponsor_check_confirm,          sponsor_apply_confirm,          false },
    [ACT_SPONSOR_DISOWN]       = { check_nothing,              sponsor_check_disown,           sponsor_apply_disown,           true },
    [ACT_SPONSOR_JOIN]         = { check_nothing,              sponsor_check_join,             sponsor_apply_join,             false },
    [ACT_SPONSOR_LEAVE]        = { check_nothing,              sponsor_check_leave,            sponsor_apply_leave,            false },
    [ACT_PROPOSAL_ALLOCATE]    = { check_nothing,              proposal_check_step,            proposal_apply_step,            false },
    [ACT_PROPOSAL_INTRODUCE]   = { check_nothing,              proposal_check_step,            proposal_apply_step,            false },
    [ACT_PROPOSAL_SUPPORT]     = { check_nothing,              proposal_check_support,         proposal_apply_support,         false },
    [ACT_PROPOSAL_PASS_OVER]   = { check_nothing,              proposal_check_step,            proposal_apply_step,            false },
    [ACT_PROPOSAL_WITHDRAW]    = { check_nothing,              proposal_check_withdraw,        proposal_apply_withdraw,        false },
    [ACT_PROPOSAL_TAKE_UP]     = { check_nothing,              proposal_check_take_up,         proposal_apply_take_up,         false },
    [ACT_RECOMMEND]            = { check_nothing,              check_nothing,                  position_apply_recommend,       false },
    [ACT_RECOMMEND_ANSWER]     = { check_nothing,              position_check_recommend_answer, position_apply_recommend_answer, false },
    [ACT_REFLECTS]             = { check_nothing,              position_check_reflects,        position_apply_reflects,        false },
    [ACT_POSITION]             = { check_nothing,              check_nothing,                  position_apply_take,            true },
    [ACT_PACKAGE]              = { check_nothing,              check_nothing,                  package_apply_make,             false },

    [ACT_DECISION_OPEN]        = { check_nothing,              decision_check_open,            decision_apply_open,            false },
    [ACT_DECISION_ANSWER]      = { check_nothing,              decision_check_answer,          decision_apply_answer,          false },
    [ACT_DECISION_BALLOT]      = { check_nothing,              decision_check_ballot,          decision_apply_ballot,          false },
    [ACT_DECISION_TALLY]       = { check_nothing,              decision_check_tally,           decision_apply_tally,           false },
    [ACT_DECISION_CLOSE]       = { check_nothing,              decision_check_close,           decision_apply_close,           false },
    [ACT_DECISION_CONTEST]     = { check_nothing,              check_nothing,                  decision_apply_contest,         true },
    [ACT_DECISION_ANNUL]       = { check_nothing,              decision_check_annul,           decision_apply_annul,           false },
    [ACT_DECISION_RESERVE]     = { check_nothing,              check_nothing,                  decision_apply_reserve,         true },

    [ACT_DECLARATION_LODGE]    = { check_nothing,              check_nothing,                  declaration_apply_lodge,        true },
    [ACT_INTENT_DECLARE]       = { check_nothing,              check_nothing,                  signature_apply_intent,         true },
    [ACT_SIGNING_OPEN]         = { check_nothing,              signature_check_opening,        signature_apply_opening,        true },
    [ACT_SIGNING_CLOSE]        = { check_nothing,              signature_check_closing,        signature_apply_closing,        true },
    [ACT_SIGN]                 = { check_nothing,              signature_check_sign,           signature_apply_sign,           true },
    [ACT_SIGN_DECLINE]         = { check_nothing,              signature_check_decline,        signature_apply_decline,        true },
    [ACT_SIGN_CONFIRM]         = { check_nothing,              signature_check_confirm,        signature_apply_confirm,        true },
    [ACT_CONSENT_DEPOSIT]      = { check_nothing,              signature_check_consent,        signature_apply_consent,        true },
    [ACT_RESERVATION_CONFIRM]  = { check_nothing,              declaration_check_own,          declaration_apply_confirm,      true },
    [ACT_RESERVATION_WITHDRAW] = { check_nothing,              declaration_check_own,          declaration_apply_withdraw,     true },
    [ACT_OBJECTION_LODGE]      = { check_nothing,              objection_check_lodge,          objection_apply_lodge,          true },
    [ACT_OBJECTION_WITHDRAW]   = { check_nothing,              objection_check_withdraw,       objection_apply_withdraw,       true },
    [ACT_DENOUNCE]             = { check_nothing,              signature_check_denounce,       signature_apply_denounce,       true },
    [ACT_APPLY_PROVISIONAL]    = { check_nothing,              signature_check_provisional,    signature_apply_provisional,    true },
    [ACT_DEPOSITARY_NOTIFY]    = { check_nothing,              check_nothing,                  apply_nothing,                  true },
    [ACT_FORCE_ENTER]          = { check_nothing,              signature_check_force,          signature_apply_force,          true },
    [ACT_INSTRUMENT_CORRECT]   = { provision_possible_about,   instrument_check_correct,       instrument_apply_correct,       true },

    [ACT_REPORT]               = { check_nothing,              check_nothing,                  report_apply_make,              true },
    [ACT_DENY]                 = { check_nothing,              report_check_answer,            report_apply_answer,            true },
    [ACT_CONFIRM]              = { check_nothing,              report_check_answer,            report_apply_answer,            true },
    [ACT_CORRECT]              = { check_nothing,              report_check_answer,            report_apply_answer,            true },
    [ACT_RECORD_CORRECT]       = { correction_possible_act,    check_nothing,                  correction_apply_record,        true },
    [ACT_MILESTONE]            = { correction_possible_act,    check_nothing,                  correction_apply_milestone,     true },
    /* clang-format on */
};
