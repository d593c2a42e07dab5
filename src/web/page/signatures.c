// SPDX-License-Identifier: Apache-2.0
#include "web/page/signatures.h"

#include "campaign/fault.h"
#include "record/value.h"
#include "rules/instrument.h"
#include "rules/party.h"
#include "rules/signature.h"
#include "rules/state.h"

enum { REPORTS_MAX = 100, SURE_ROWS = 6, INTENT_COUNT = 4, MANNER_ROWS = 3 };

/* How a signature is known, the most certain first; `certainty` is for reported ones. */
static const struct {
    enum basis basis;
    enum certainty certainty;
    const char *words, *class;
} sure_rows[SURE_ROWS] = {
    { BASIS_SIGNED, CERTAINTY_NONE, "signed here with the member’s own key", "signed" },
    { BASIS_MINUTED, CERTAINTY_NONE, "minuted by the secretariat", "minuted" },
    { BASIS_REPORTED, CERTAINTY_CONFIRMED, "reported, confirmed by a document or several sources", "confirmed" },
    { BASIS_REPORTED, CERTAINTY_CORROBORATED, "reported by two sources or more", "corroborated" },
    { BASIS_REPORTED, CERTAINTY_REPORTED, "reported by one source", "reported" },
    { BASIS_REPORTED, CERTAINTY_DOUBTFUL, "reported, doubtful", "doubtful" },
};

enum { CLASS_NONE, CLASS_SIGNED, CLASS_DOUBTFUL, CLASS_ENTITLED, CLASS_NOT_ENTITLED, CLASS_UNKNOWN, CLASS_COUNT };
static const struct {
    const char *name, *fill, *words;
} map_classes[CLASS_COUNT] = {
    [CLASS_NONE] = { "no-member", "none", "no member here" },
    [CLASS_SIGNED] = { "signed", "currentColor", "signed" },
    [CLASS_DOUBTFUL] = { "signed-doubtful", "url(#map-doubtful)", "signed, but the name is doubtful" },
    [CLASS_ENTITLED] = { "entitled", "url(#map-entitled)", "entitled, no signature recorded" },
    [CLASS_NOT_ENTITLED] = { "not-entitled", "url(#map-not-entitled)", "not entitled to sign" },
    [CLASS_UNKNOWN] = { "not-established", "url(#map-unknown)", "right or presence not established" },
};

/* --- a row --------------------------------------------------------------------------------------------------------- */

static bool signatures_is_about(const struct act *act, const struct instrument *instrument)
{
    struct slice const code = instrument->object.code;
    struct slice value;
    if (slice_equal(act_value(act, FIELD_INSTRUMENT), code))
        return true;
    for (size_t at = 0; act_next_value(act, FIELD_ABOUT, &at, &value);)
        if (slice_equal(value, code) || (slice_begins(value, code) && value.bytes[code.length] == '/'))
            return true;
    return false;
}

static bool signatures_is_said(const struct entry *entry, const struct actor *actor,
                               const struct instrument *instrument)
{
    enum act_id const id = entry->act.type->id;
    return entry->by == actor && signatures_is_about(&entry->act, instrument) &&
           (id == ACT_STATEMENT || id == ACT_INTENT_DECLARE || id == ACT_SIGN_DECLINE || id == ACT_DECLARATION_LODGE);
}

static void signatures_gather_said(const struct gather *from, const struct actor *actor,
                                   const struct instrument *instrument, struct sentences *said)
{
    size_t count = 0;
    for (const struct mention *mention = actor->object.mentions; mention != NULL; mention = mention->next)
        count += signatures_is_said(mention->entry, actor, instrument) ? 1 : 0;
    said->items = arena_take_many(from->arena, count, sizeof *said->items);
    for (const struct mention *mention = actor->object.mentions; mention != NULL && said->count < count;
         mention = mention->next)
        if (said->items != NULL && signatures_is_said(mention->entry, actor, instrument))
            sentence_gather(from, mention->entry, &said->items[said->count++]);
}

static size_t signatures_sure_index(const struct act *act)
{
    for (size_t i = 0; i < SURE_ROWS; i++)
        if (sure_rows[i].basis == act->basis &&
            (act->basis != BASIS_REPORTED || sure_rows[i].certainty == act->certainty))
            return i;
    return SURE_ROWS - 1;
}

static void signatures_gather_row(const struct gather *from, const struct actor *actor,
                                  const struct instrument *instrument, struct signer_row *row)
{
    const struct signature *signature = signature_find(instrument, actor);
    *row = (struct signer_row){ .code = actor->object.code, .name = actor->name, .groups = actor->groups };
    row->path = page_of_object(from, &actor->object);
    row->status = standing_words(signature);
    signatures_gather_said(from, actor, instrument, &row->said);
    if (signature == NULL)
        return;
    row->intent = intent_words(from, signature->intent);
    row->all_the_same = signature->intent == INTENT_WILL_NOT_SIGN && signature_is_given(signature);
    const struct entry *entry = signature->signed_by != NULL ? signature->signed_by : signature->state_by;
    if (entry == NULL)
        return;
    struct sentence sentence;
    sentence_gather(from, entry, &sentence);
    row->act_path = sentence.path;
    row->has_act = true;
    row->index = sentence.seq;
    row->signed_at = sentence.when.at;
    row->basis = sentence.basis;
    row->certainty = sentence.certainty;
    row->sure = slice_of(sure_rows[signatures_sure_index(&entry->act)].words);
    row->source_url = sentence.source_url;
    row->source_words = sentence.source_words;
    row->noted = sentence.said;
}

/* --- sections ------------------------------------------------------------------------------------------------------ */

static struct slice signatures_section_heading(const struct gather *from, const struct signatures_page *page,
                                               enum standing standing, size_t count)
{
    struct slice const number = page_number(from->arena, count);
    struct slice const members = page_count(from->arena, page->members, "member", "members");
    switch (standing) {
    case STANDING_SIGNED:
        return PRINT(from->arena, "{0} of {1} signed", number, members);
    case STANDING_ENTITLED:
        return PRINT(from->arena, "{0} of {1} could sign, and no signature of theirs is recorded", number, members);
    case STANDING_NOT_ENTITLED:
        return PRINT(from->arena, "{0} of {1} could not sign", number, members);
    default:
        return PRINT(from->arena, "{0} of {1}: the record does not say whether they could sign, or were there", number,
                     members);
    }
}

static void signatures_gather_sections(const struct gather *from, const struct instrument *instrument,
                                       struct signatures_page *page)
{
    static const char *const empty[STANDING_COUNT] = {
        "No signature has been recorded yet. The names will stand here, each with the act that records it.",
        "Every member that could sign has signed.",
        "No member’s right to sign was taken or found wanting.",
        "Of every member it is recorded whether it could sign.",
    };
    const struct state *state = from->state;
    page->sections.items = arena_take_many(from->arena, STANDING_COUNT, sizeof *page->sections.items);
    page->sections.count = 0;
    if (page->sections.items == NULL)
        return;
    for (size_t i = 0; i < STANDING_COUNT; i++) {
        struct signer_section *section = &page->sections.items[page->sections.count++];
        *section = (struct signer_section){ .name = standing_name((enum standing)i), .empty = slice_of(empty[i]) };
        section->is_signed = i == STANDING_SIGNED;
        section->brief = i > STANDING_ENTITLED;
        section->rows.items = arena_take_many(from->arena, page->members, sizeof *section->rows.items);
    }
    for (const struct object *object = state->kinds[OBJECT_ACTOR].first; object != NULL; object = object->next) {
        const struct actor *actor = (const void *)object;
        if (!party_is_member(actor))
            continue;
        enum standing const standing = standing_of(instrument, actor);
        struct signer_rows *rows = &page->sections.items[standing].rows;
        if (rows->items == NULL)
            continue;
        signatures_gather_row(from, actor, instrument, &rows->items[rows->count]);
        rows->items[rows->count++].standing = standing_name(standing);
    }
    for (size_t i = 0; i < page->sections.count; i++)
        page->sections.items[i].heading =
            signatures_section_heading(from, page, (enum standing)i, page->sections.items[i].rows.count);
}

/* Unsigned first: readers ask about those. */
static void signatures_gather_speakers(const struct gather *from, struct signatures_page *page)
{
    static const enum standing order[] = { STANDING_ENTITLED, STANDING_NOT_ENTITLED, STANDING_UNKNOWN,
                                           STANDING_SIGNED };
    page->speakers.items = arena_take_many(from->arena, page->members, sizeof *page->speakers.items);
    for (size_t i = 0; i < page->sections.count && page->speakers.items != NULL; i++) {
        const struct signer_rows *rows = &page->sections.items[order[i]].rows;
        for (size_t at = 0; at < rows->count; at++)
            if (rows->items[at].said.count > 0)
                page->speakers.items[page->speakers.count++] = rows->items[at];
    }
}

/* --- counts -------------------------------------------------------------------------------------------------------- */

static void signatures_add_tally(struct tally_rows *rows, const char *words, struct slice path, unsigned count)
{
    rows->items[rows->count++] = (struct tally_row){ slice_of(words), path, count };
}

static void signatures_gather_standings(const struct gather *from, struct signatures_page *page)
{
    static const char *const words[STANDING_COUNT] = {
        "signed",
        "entitled to sign, no signature recorded",
        "not entitled to sign, no signature recorded",
        "right to sign or presence not established, no signature recorded",
    };
    page->standings.items = arena_take_many(from->arena, STANDING_COUNT, sizeof *page->standings.items);
    for (size_t i = 0; i < page->sections.count && page->standings.items != NULL; i++)
        signatures_add_tally(&page->standings, words[i],
                             PRINT(from->arena, "#{0}", slice_of(page->sections.items[i].name)),
                             (unsigned)page->sections.items[i].rows.count);
    if (page->sections.count == 0)
        return;
    page->signers = (unsigned)page->sections.items[STANDING_SIGNED].rows.count;
}

/* The signatures by certainty and by manner. */
static void signatures_gather_certainties(const struct gather *from, const struct instrument *instrument,
                                          struct signatures_page *page)
{
    unsigned sure[SURE_ROWS] = { 0 }, ad_referendum = 0, consented = 0, left = 0;
    for (const struct signature *one = instrument->signatures; one != NULL; one = one->next) {
        if (!signature_is_given(one) || !party_is_member(one->actor))
            continue;
        sure[signatures_sure_index(&one->signed_by->act)]++;
        ad_referendum += one->state == SIGNATURE_AD_REFERENDUM ? 1 : 0;
        consented += one->state == SIGNATURE_CONSENTED ? 1 : 0;
        left += one->state == SIGNATURE_DENOUNCED ? 1 : 0;
    }
    page->certainties.items = arena_take_many(from->arena, SURE_ROWS, sizeof *page->certainties.items);
    page->manners.items = arena_take_many(from->arena, MANNER_ROWS, sizeof *page->manners.items);
    if (page->certainties.items == NULL || page->manners.items == NULL)
        return;
    for (size_t i = 0; i < SURE_ROWS; i++)
        if (sure[i] > 0)
            signatures_add_tally(&page->certainties, sure_rows[i].words, SLICE(""), sure[i]);
    if (ad_referendum > 0)
        signatures_add_tally(&page->manners, "ad referendum, not confirmed yet", SLICE(""), ad_referendum);
    if (consented > 0)
        signatures_add_tally(&page->manners, "and have consented to be bound", SLICE(""), consented);
    if (left > 0)
        signatures_add_tally(&page->manners, "and have left it since", SLICE(""), left);
}

static void signatures_gather_intents(const struct gather *from, const struct instrument *instrument,
                                      struct signatures_page *page)
{
    page->intents.items = arena_take_many(from->arena, INTENT_COUNT, sizeof *page->intents.items);
    if (page->intents.items == NULL)
        return;
    for (int intent = INTENT_WILL_SIGN; intent < INTENT_COUNT; intent++) {
        struct intent_row row = { .words = intent_words(from, (enum intent)intent) };
        for (const struct signature *one = instrument->signatures; one != NULL; one = one->next) {
            if (one->intent != (enum intent)intent)
                continue;
            row.said++;
            *(signature_is_given(one) ? &row.signed_after : &row.none_after) += 1;
        }
        page->intents_said += row.said;
        if (row.said > 0)
            page->intents.items[page->intents.count++] = row;
    }
}

/* --- the map ------------------------------------------------------------------------------------------------------- */

static unsigned signatures_class_of(const struct signatures_page *page, size_t standing, size_t at)
{
    static const unsigned classes[STANDING_COUNT] = { CLASS_SIGNED, CLASS_ENTITLED, CLASS_NOT_ENTITLED, CLASS_UNKNOWN };
    const struct signer_row *row = &page->sections.items[standing].rows.items[at];
    bool const doubtful = slice_equal(row->certainty, slice_of(certainty_name(CERTAINTY_DOUBTFUL)));
    return standing == STANDING_SIGNED && doubtful ? CLASS_DOUBTFUL : classes[standing];
}

static void signatures_gather_map(const struct gather *from, struct signatures_page *page)
{
    struct map_class classes[CLASS_COUNT] = { 0 };
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        classes[i].name = map_classes[i].name;
        classes[i].fill = map_classes[i].fill;
        classes[i].words = slice_of(map_classes[i].words);
    }
    world_map_begin(from, classes, CLASS_COUNT, page->members, &page->map);
    for (size_t i = 0; i < page->sections.count; i++) {
        const struct signer_rows *rows = &page->sections.items[i].rows;
        for (size_t at = 0; at < rows->count; at++) {
            const struct signer_row *row = &rows->items[at];
            const struct actor *actor = party_find(from->state, row->code);
            uint64_t area = 0;
            unsigned const class = signatures_class_of(page, i, at);
            (void)slice_number(actor->area, &area);
            world_map_place(&page->map, area, class,
                            PRINT(from->arena, "{0}: {1}", row->name, slice_of(map_classes[class].words)), row->path);
        }
    }
    world_map_end(&page->map);
    page->has_map = page->map.placed > 0;
}

/* --- the page ------------------------------------------------------------------------------------------------------ */

static void signatures_gather_choices(const struct gather *from, const struct instrument *chosen,
                                      struct signatures_page *page)
{
    const struct object_list *list = &from->state->kinds[OBJECT_INSTRUMENT];
    page->choices.items = arena_take_many(from->arena, list->count, sizeof *page->choices.items);
    for (const struct object *object = list->first; object != NULL && page->choices.items != NULL;
         object = object->next) {
        const struct instrument *instrument = (const void *)object;
        if (instrument->opened_for_signature == NULL)
            continue;
        page->choices.items[page->choices.count++] =
            (struct text_choice){ object->code, instrument->title,
                                  PRINT(from->arena, "/{0}/signatures?instrument={1}", from->name, object->code),
                                  instrument == chosen };
    }
}

/* Reports on the text after it was opened for signature. */
static void signatures_gather_reports(const struct gather *from, const struct instrument *instrument,
                                      struct signatures_page *page)
{
    page->reports.items = arena_take_many(from->arena, REPORTS_MAX, sizeof *page->reports.items);
    for (const struct mention *mention = instrument->object.mentions; mention != NULL && page->reports.items != NULL;
         mention = mention->next)
        if (mention->entry->act.type->id == ACT_REPORT && mention->entry->seq > instrument->opened_for_signature->seq &&
            page->reports.count < REPORTS_MAX)
            sentence_gather(from, mention->entry, &page->reports.items[page->reports.count++]);
}

static void signatures_gather_entitled(const struct gather *from, const struct instrument *instrument,
                                       struct signatures_page *page)
{
    page->has_stated =
        act_value(&instrument->opened_for_signature->act, FIELD_ENTITLED).length > 0 && instrument->entitled.known;
    page->entitled_stated = (unsigned)instrument->entitled.number;
    page->entitled_counted = (unsigned)party_count(from->state).signers;
}

static struct slice signatures_title(const struct gather *from, const struct instrument *instrument)
{
    return PRINT(from->arena, "{0} of {1} signed “{2}”", page_number(from->arena, signature_count(instrument)),
                 page_count(from->arena, party_count(from->state).members, "member", "members"), instrument->title);
}

bool signatures_page_gather(const struct gather *from, struct signatures_page *page, struct error *error)
{
    struct slice const chosen = from->request != NULL ? request_argument(from->request, "instrument") : SLICE("");
    const struct instrument *instrument = standing_instrument(from->state, chosen);
    if (instrument == NULL && chosen.length > 0)
        return fail(error, FAULT_THING_UNKNOWN, 0, SLICE("instrument"), chosen);
    if (instrument == NULL) {
        frame_gather(from, SLICE("No text has been opened for signature"), SLICE("/signatures"), &page->frame);
        return true;
    }
    frame_gather(from, signatures_title(from, instrument), SLICE("/signatures"), &page->frame);
    frame_concern(from, &instrument->object, &page->frame);
    page->any = true;
    page->members = (unsigned)party_count(from->state).members;
    page->code = instrument->object.code;
    page->title = instrument->title;
    page->text_path = page_of_object(from, &instrument->object);
    page->state = slice_of(instrument_state_name(instrument->state));
    page->as_of = PRINT(from->arena, "act {0} of the record ({1})", page_number(from->arena, from->state->count - 1),
                        page->frame.clock);
    sentence_gather(from, instrument->opened_for_signature, &page->opened);
    signatures_gather_choices(from, instrument, page);
    page->several = page->choices.count > 1;
    signatures_gather_entitled(from, instrument, page);
    signatures_gather_sections(from, instrument, page);
    signatures_gather_speakers(from, page);
    signatures_gather_standings(from, page);
    signatures_gather_certainties(from, instrument, page);
    signatures_gather_intents(from, instrument, page);
    signatures_gather_map(from, page);
    signatures_gather_reports(from, instrument, page);
    return true;
}
