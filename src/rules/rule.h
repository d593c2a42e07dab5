/* rules/rule.h - for each type of act, what is asked before it happens and what happens then.
 *
 * What    One row a type in rules/rule.c, asked in the order that rules/judge.h gives: `possible` whether anything can be meant
 *         by the act (its faults are of the class impossible), then `check` which rule it breaks (irregular). `apply` is void:
 *         it cannot fail, and it is total over what is possible, since a conference that is only watched applies an irregular
 *         act too. */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "rules/state.h"

struct rule {
    bool (*possible)(const struct state *state, const struct entry *entry, struct error *error);
    bool (*check)(const struct state *state, const struct entry *entry, struct error *error);
    void (*apply)(struct state *state, struct entry *entry);
    bool after_close; /* may happen when the conference is closed */
};

extern const struct rule rules[ACT_COUNT];

/* check and apply of rules/<subject>.c, named subject_check_verb and subject_apply_verb. */
#define CHECK(name) bool name(const struct state *state, const struct entry *entry, struct error *error)
#define APPLY(name) void name(struct state *state, struct entry *entry)

CHECK(check_nothing);
APPLY(apply_nothing);

CHECK(conference_possible_open);
CHECK(conference_possible_rules);
CHECK(party_possible_admit);
CHECK(party_possible_receiver);
CHECK(keyring_possible_add);
CHECK(keyring_possible_revoke);
CHECK(keyring_possible_change);
CHECK(keyring_possible_confirm);
CHECK(document_possible_release);
CHECK(blob_possible_strike);
CHECK(provision_possible_add);
CHECK(provision_possible_about);
CHECK(reading_possible_series);
CHECK(reading_possible_contest);
CHECK(proposal_possible_submit);
CHECK(proposal_possible_revise);
CHECK(correction_possible_act);

APPLY(conference_apply_open);
APPLY(conference_apply_close);
CHECK(conference_check_rules);
APPLY(conference_apply_rules);
APPLY(party_apply_admit);
CHECK(keyring_check_add);
APPLY(keyring_apply_add);
CHECK(keyring_check_revoke);
APPLY(keyring_apply_revoke);
APPLY(keyring_apply_change);
APPLY(keyring_apply_confirm);
APPLY(party_apply_appoint);
APPLY(credential_apply_deposit);
APPLY(credential_apply_report);
CHECK(credential_check_decide);
APPLY(credential_apply_decide);
CHECK(party_check_transfer);
APPLY(party_apply_transfer);
CHECK(party_check_proxy);
APPLY(party_apply_proxy);
CHECK(party_check_proxy_end);
APPLY(party_apply_proxy_end);
APPLY(party_apply_rights);

APPLY(body_apply_establish);
CHECK(body_check_close);
APPLY(body_apply_close);
CHECK(meeting_check_convene);
APPLY(meeting_apply_convene);
CHECK(meeting_check_step);
APPLY(meeting_apply_step);
CHECK(meeting_check_doors);
APPLY(meeting_apply_doors);
CHECK(meeting_check_agenda);
APPLY(meeting_apply_agenda);
CHECK(meeting_check_floor);

CHECK(document_check_register);
APPLY(document_apply_register);
CHECK(document_check_release);
APPLY(document_apply_release);
APPLY(blob_apply_strike);

APPLY(instrument_apply_open);
CHECK(provision_check_add);
APPLY(provision_apply_add);
APPLY(provision_apply_number);
APPLY(text_apply_issue);
CHECK(bracket_check_open);
APPLY(bracket_apply_open);
CHECK(bracket_check_lift);
APPLY(bracket_apply_lift);
CHECK(reading_check_agree);
APPLY(reading_apply_agree);
CHECK(reading_check_send);
APPLY(reading_apply_send);
CHECK(reading_check_series);
APPLY(reading_apply_series);
CHECK(reading_check_contest);
APPLY(reading_apply_contest);
CHECK(reading_check_approve);
APPLY(reading_apply_approve);
CHECK(reading_check_adopt);
APPLY(reading_apply_adopt);
CHECK(instrument_check_correct);
APPLY(instrument_apply_correct);

APPLY(proposal_apply_announce);
CHECK(proposal_check_submit);
APPLY(proposal_apply_submit);
CHECK(proposal_check_revise);
APPLY(proposal_apply_revise);
CHECK(proposal_check_step);
APPLY(proposal_apply_step);
CHECK(proposal_check_support);
APPLY(proposal_apply_support);
CHECK(proposal_check_withdraw);
APPLY(proposal_apply_withdraw);
CHECK(proposal_check_take_up);
APPLY(proposal_apply_take_up);
CHECK(sponsor_check_invite);
APPLY(sponsor_apply_invite);
CHECK(sponsor_check_confirm);
APPLY(sponsor_apply_confirm);
CHECK(sponsor_check_disown);
APPLY(sponsor_apply_disown);
CHECK(sponsor_check_join);
APPLY(sponsor_apply_join);
CHECK(sponsor_check_leave);
APPLY(sponsor_apply_leave);
APPLY(position_apply_recommend);
CHECK(position_check_recommend_answer);
APPLY(position_apply_recommend_answer);
CHECK(position_check_reflects);
APPLY(position_apply_reflects);
APPLY(position_apply_take);
APPLY(package_apply_make);

CHECK(decision_check_open);
APPLY(decision_apply_open);
CHECK(decision_check_answer);
APPLY(decision_apply_answer);
CHECK(decision_check_ballot);
APPLY(decision_apply_ballot);
CHECK(decision_check_tally);
APPLY(decision_apply_tally);
CHECK(decision_check_close);
APPLY(decision_apply_close);
APPLY(decision_apply_contest);
CHECK(decision_check_annul);
APPLY(decision_apply_annul);
APPLY(decision_apply_reserve);
APPLY(ruling_apply_motion);
CHECK(ruling_check_second);
APPLY(ruling_apply_second);
APPLY(ruling_apply_rule);
CHECK(ruling_check_appeal);
APPLY(ruling_apply_appeal);

APPLY(declaration_apply_lodge);
CHECK(declaration_check_own);
APPLY(declaration_apply_confirm);
APPLY(declaration_apply_withdraw);
CHECK(objection_check_lodge);
APPLY(objection_apply_lodge);
CHECK(objection_check_withdraw);
APPLY(objection_apply_withdraw);
APPLY(signature_apply_intent);
CHECK(signature_check_opening);
APPLY(signature_apply_opening);
CHECK(signature_check_closing);
APPLY(signature_apply_closing);
CHECK(signature_check_sign);
APPLY(signature_apply_sign);
CHECK(signature_check_decline);
APPLY(signature_apply_decline);
CHECK(signature_check_confirm);
APPLY(signature_apply_confirm);
CHECK(signature_check_consent);
APPLY(signature_apply_consent);
CHECK(signature_check_denounce);
APPLY(signature_apply_denounce);
CHECK(signature_check_provisional);
APPLY(signature_apply_provisional);
CHECK(signature_check_force);
APPLY(signature_apply_force);

CHECK(report_check_statement);
APPLY(report_apply_statement);
APPLY(report_apply_make);
CHECK(report_check_answer);
APPLY(report_apply_answer);
APPLY(correction_apply_record);
APPLY(correction_apply_milestone);

#endif
