// SPDX-License-Identifier: Apache-2.0
#include "web/page/plates.h"

#include "rules/party.h"
#include "rules/state.h"

enum { ACROSS = 24, STEP_X = 34, STEP_Y = 40, PLATE_BYTES_MAX = 3200, HEAD_BYTES_MAX = 1024 };

static const char *const names[PLATE_ANSWERS] = {
    "for", "against", "abstained", "objected", "not answered", "no right to vote", "answer not known",
};

static const char *const classes[PLATE_ANSWERS] = {
    "plate-for", "plate-against", "plate-abstain", "plate-object", "plate-none", "plate-no-right", "plate-unknown",
};

/* The shapes, drawn in a field of 34 by 26 with its middle at 17, 13. */
static const char *const shapes[PLATE_ANSWERS] = {
    "<rect x=\"11\" y=\"3\" width=\"12\" height=\"20\" rx=\"1\"/>",
    "<rect x=\"11\" y=\"3\" width=\"12\" height=\"20\" rx=\"1\" transform=\"rotate(45 17 13)\"/>",
    "<rect x=\"6\" y=\"10\" width=\"22\" height=\"7\" rx=\"1\"/>",
    "<path d=\"M10 4 L24 4 L24 22 L10 22 Z M10 4 L24 22 M24 4 L10 22\"/>",
    "<rect x=\"11\" y=\"3\" width=\"12\" height=\"20\" rx=\"1\"/>",
    "<circle cx=\"17\" cy=\"13\" r=\"2.5\"/>",
    "<path d=\"M13 9 A4 4 0 1 1 17 13 L17 16 M17 19.5 L17 21\"/>",
};

const char *plate_answer_name(enum plate_answer answer)
{
    return names[answer];
}

static enum plate_answer plates_answer_of(const struct state *state, const struct decision *decision,
                                          const struct actor *actor, const struct cast *cast)
{
    static const enum plate_answer means[] = { [ANSWER_NONE] = PLATE_UNKNOWN,
                                               [ANSWER_FOR] = PLATE_FOR,
                                               [ANSWER_AGAINST] = PLATE_AGAINST,
                                               [ANSWER_ABSTAIN] = PLATE_ABSTAIN,
                                               [ANSWER_OBJECT] = PLATE_OBJECT };
    if (cast != NULL)
        return means[cast->means];
    bool const since = actor->rights_by != NULL && actor->rights_by->seq > decision->opened_by->seq;
    if (!party_may_vote(actor) && !since)
        return PLATE_NO_RIGHT;
    bool const by_name = decision->kind == DECISION_CONSENSUS || (!state->watched && !decision_is_ballot(decision));
    return by_name ? PLATE_NOT_ANSWERED : PLATE_UNKNOWN;
}

static const struct cast *plates_cast_of(const struct decision *decision, const struct actor *actor)
{
    const struct cast *cast = decision->casts;
    while (cast != NULL && cast->actor != actor)
        cast = cast->next;
    return cast;
}

static void plates_add_plate(const struct gather *from, const struct decision *decision, const struct actor *actor,
                             enum plate_answer wanted, struct plates *plates)
{
    const struct cast *const cast = plates_cast_of(decision, actor);
    enum plate_answer const answer = plates_answer_of(from->state, decision, actor, cast);
    if (answer != wanted)
        return;
    plates->sums[answer]++;
    plates->items[plates->count++] = (struct plate){
        .code = actor->object.code,
        .name = actor->name,
        .path = page_of_object(from, &actor->object),
        .words = PRINT(from->arena, "{0}, {1}: {2}", actor->object.code, actor->name, slice_of(names[answer])),
        .answer = answer,
        .word = names[answer],
        .cast = cast,
    };
}

void plates_gather(const struct gather *from, const struct decision *decision, struct plates *plates)
{
    const struct object_list *const actors = &from->state->kinds[OBJECT_ACTOR];
    *plates = (struct plates){ .items = arena_take_many(from->arena, actors->count, sizeof *plates->items) };
    if (plates->items == NULL)
        return;
    for (int answer = 0; answer < PLATE_ANSWERS; answer++)
        for (const struct object *object = actors->first; object != NULL; object = object->next)
            if (party_is_member((const struct actor *)object))
                plates_add_plate(from, decision, (const struct actor *)object, (enum plate_answer)answer, plates);
}

struct slice plates_sentence(struct arena *arena, const struct plates *plates)
{
    char memory[256];
    struct buffer out = BUFFER(memory);
    for (int answer = 0; answer < PLATE_ANSWERS; answer++) {
        if (plates->sums[answer] == 0)
            continue;
        if (out.length > 0)
            buffer_add(&out, SLICE(", "));
        buffer_add_number(&out, plates->sums[answer]);
        buffer_add_byte(&out, ' ');
        buffer_add_text(&out, names[answer]);
    }
    return arena_copy(arena, buffer_slice(&out));
}

static void plates_draw_plate(struct buffer *out, const struct plate *plate, size_t index)
{
    html_raw(out, SLICE("<a href=\""));
    html_link(out, plate->path);
    html_raw(out, SLICE("\" class=\""));
    html_attribute(out, classes[plate->answer]);
    html_raw(out, SLICE("\" aria-label=\""));
    html_attribute(out, plate->words);
    html_raw(out, SLICE("\"><g transform=\"translate("));
    html_number(out, index % ACROSS * STEP_X);
    html_raw(out, SLICE(" "));
    html_number(out, index / ACROSS * STEP_Y);
    html_raw(out, SLICE(")\"><title>"));
    html_text(out, plate->words);
    html_raw(out, SLICE("</title><rect class=\"plate-field\" width=\"34\" height=\"40\"/>"));
    html_raw(out, slice_of(shapes[plate->answer]));
    html_raw(out, SLICE("<text class=\"plate-code\" x=\"17\" y=\"36\" text-anchor=\"middle\">"));
    html_text(out, slice_part(plate->code, 0, 5));
    html_raw(out, SLICE("</text></g></a>"));
}

struct markup plates_draw(struct arena *arena, const struct plates *plates)
{
    size_t const limit = HEAD_BYTES_MAX + plates->count * PLATE_BYTES_MAX;
    char *const bytes = arena_take(arena, limit);
    if (bytes == NULL || plates->count == 0)
        return (struct markup){ SLICE("") };
    struct buffer out = { bytes, 0, limit, false };
    html_raw(&out, SLICE("<svg class=\"plates\" role=\"group\" aria-label=\"The room as plates: "));
    html_attribute(&out, plates_sentence(arena, plates));
    html_raw(&out, SLICE("\" viewBox=\"0 0 "));
    html_number(&out, ACROSS * STEP_X);
    html_raw(&out, SLICE(" "));
    html_number(&out, (plates->count + ACROSS - 1) / ACROSS * STEP_Y);
    html_raw(&out, SLICE("\">"));
    for (size_t i = 0; i < plates->count; i++)
        plates_draw_plate(&out, &plates->items[i], i);
    html_raw(&out, SLICE("</svg>"));
    return (struct markup){ buffer_slice(&out) };
}
