#include "web/campaign_form.h"

#include "campaign/message.h"
#include "store/os.h"
#include "web/page/campaign.h"
#include "views.h"
#include "web/pages.h"

/* Who it is for, and the campaign in the language of the form; both must fit together and to the address of the page. */
static bool find(struct exchange *exchange, struct campaign *campaign, struct contact *contact, struct error *error)
{
    struct slice const said = form_value(exchange->form, "contact");
    uint64_t id = 0;
    bool has_campaign = false, has_contact = false;
    struct driver *const reader = campaign_store_read(exchange->participation->store, error);
    if (reader == NULL)
        return false;
    bool good =
        campaign_find(reader, exchange->conference, exchange->code, exchange->arena, campaign, &has_campaign, error) &&
        (!has_campaign ||
         campaign_put_into(reader, form_value(exchange->form, "lang"), exchange->arena, campaign, error)) &&
        (!slice_number(said, &id) || contact_find(reader, (int64_t)id, exchange->arena, contact, &has_contact, error));
    campaign_store_read_end(exchange->participation->store);
    if (!good)
        return false;
    if (!has_campaign || slice_equal(campaign->state, SLICE("draft")))
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("campaign"), exchange->code);
    return (has_contact && contact->campaign == campaign->id) || fail(error, FAULT_CONTACT_UNKNOWN, 0, said);
}

/* What stood in the form before the person wrote. */
static struct slice template_of(struct exchange *exchange, const struct campaign *campaign,
                                const struct contact *contact)
{
    struct slice title = SLICE("");
    if (template_has(campaign->body, SLICE("{title}"))) {
        struct gather const from = { .arena = exchange->arena,
                                     .state = room_read(exchange->room),
                                     .name = room_name(exchange->room) };
        title = arena_copy(exchange->arena, campaign_subject_title(&from, campaign->about));
        room_read_end(exchange->room);
    }
    struct template_values const values = campaign_values(contact, title);
    return template_fill(exchange->arena, campaign->body, &values);
}

bool campaign_form_take(struct exchange *exchange, struct error *error)
{
    const struct form *const form = exchange->form;
    struct campaign campaign;
    struct contact contact;
    struct message_taken *const taken = arena_take(exchange->arena, sizeof *taken);
    exchange->taken = taken;
    if (taken == NULL)
        return fail(error, FAULT_MEMORY, 0, SLICE("a message"));
    if (!find(exchange, &campaign, &contact, error))
        return false;
    struct message_draft draft = {
        .name = form_value(form, "name"),
        .email = form_value(form, "email"),
        .subject = form_value(form, "subject"),
        .body = form_value(form, "body"),
        .template = template_of(exchange, &campaign, &contact),
        .hidden = form_value(form, "website"),
        .token = form_value(form, "token"),
        .work = form_value(form, "work"),
        .may_ask = form_ticked(form, "may_ask"),
        .may_quote = form_ticked(form, "may_quote"),
    };
    memcpy(draft.network, exchange->address, sizeof draft.network);
    return message_take(exchange->participation, &campaign, &contact, &draft, os_clock_seconds(), exchange->arena,
                        exchange->change, taken, error);
}

bool campaign_form_answer(struct exchange *exchange, const struct error *refused, struct error *error)
{
    static const char *const fields[] = { [MESSAGE_FIELD_NONE] = "",
                                          [MESSAGE_FIELD_NAME] = "name",
                                          [MESSAGE_FIELD_EMAIL] = "email",
                                          [MESSAGE_FIELD_SUBJECT] = "subject",
                                          [MESSAGE_FIELD_BODY] = "body" };
    if (refused != NULL) {
        const struct message_taken *const taken = exchange->taken;
        exchange->wrong = taken != NULL ? slice_of(fields[taken->wrong]) : SLICE("");
        return page_again(exchange, &page_campaign, refused, error);
    }
    struct slice const argument = campaign_language_argument(form_value(exchange->form, "lang"), exchange->arena);
    response_see(&exchange->response,
                 PRINT(exchange->arena, "/{0}/campaigns/{1}/sent{2}", exchange->conference, exchange->code, argument));
    return true;
}
