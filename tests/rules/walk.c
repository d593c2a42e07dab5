// SPDX-License-Identifier: Apache-2.0
/* tests/rules/walk.c - every state of a proposal and of a meeting with every act: lawful where a row stands, else refused.
 *
 * What    A state has the acts that lead to it; an act is tried from each. The rows below are the tables of docs/rules.md,
 *         written a second time and not read from the rules. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "stage.h"

enum { MEMORY = 32 << 20, STEPS_MAX = 8, FIELDS_MAX = 8 };

static unsigned failures;

/* "AAA sponsor.invite proposal=P sponsors=CCC"; _ is a space within a value and | a new line. */
static struct stage_result perform(struct stage *stage, const char *line)
{
    static char copy[512], memory[2 * ACT_BYTES_MAX];
    struct stage_field fields[FIELDS_MAX];
    struct buffer text = BUFFER(copy), out = BUFFER(memory);
    struct slice by, name, token, unknown;
    size_t count = 0;
    buffer_add_text(&text, line);
    struct slice rest = buffer_slice(&text);
    slice_next(&rest, ' ', &by);
    slice_next(&rest, ' ', &name);
    while (slice_next(&rest, ' ', &token)) {
        size_t const at = slice_find(token, '=', 0);
        for (char *byte = copy + (token.bytes - copy) + at; byte < token.bytes + token.length; byte++)
            *byte = *byte == '_' ? ' ' : *byte == '|' ? '\n' : *byte;
        fields[count++] = (struct stage_field){ field_type_find(slice_part(token, 0, at))->id,
                                                slice_part(token, at + 1, token.length) };
    }
    if (!stage_write(stage, by, act_type_find(name), fields, count, &out, &unknown))
        abort();
    struct stage_result const result = stage_take(stage, buffer_slice(&out));
    if (result.wrong != NULL) {
        fprintf(stderr, "%s: %s\n", line, result.wrong);
        failures++;
    }
    return result;
}

static void lead(struct stage *stage, const char *const steps[])
{
    static const char *const setting[] = {
        "SEC actor.admit id=AAA role=member",
        "SEC actor.admit id=BBB role=member",
        "SEC actor.admit id=CCC role=member",
        "SEC actor.admit id=chair role=office office=chair",
        "SEC body.establish id=PL doors=open decides=all",
        "SEC instrument.open id=T form=treaty",
        "SEC document.register id=DOC group=DOC number=1",
        NULL,
    };
    stage_begin(stage, MEMORY);
    stage_open(stage, false, SLICE("supporters: 1"));
    for (const char *const *step = setting; *step != NULL; step++)
        perform(stage, *step);
    for (; *steps != NULL; steps++)
        if (!perform(stage, *steps).taken) {
            fprintf(stderr, "this should lead on: %s\n", *steps);
            failures++;
        }
}

struct place {
    const char *state;
    const char *steps[STEPS_MAX];
    const char *rows; /* the acts that have a row, by the number of the list beside it */
};

static void walk(const struct place *places, size_t place_count, const char *const *acts, size_t act_count)
{
    for (size_t i = 0; i < place_count; i++)
        for (size_t act = 0; act < act_count; act++) {
            struct stage stage;
            lead(&stage, places[i].steps);
            bool const stands = strchr(places[i].rows, (int)('a' + act)) != NULL;
            struct stage_result const result = perform(&stage, acts[act]);
            if (result.taken == stands)
                continue;
            failures++;
            fprintf(stderr, "%s: %s is %s (%s)\n", places[i].state, acts[act], result.taken ? "taken" : "refused",
                    fault_row(result.fault)->name);
        }
}

#define SUBMIT "AAA proposal.submit id=P instrument=T sponsors=AAA open-for-sponsors=yes item=ADD_1|words"
#define REGISTER "SEC document.register id=D1 group=DOC number=2 proposal=P"
#define INTRODUCE "AAA proposal.introduce proposal=P"
#define SUPPORT "BBB proposal.support proposal=P"
#define PUT "chair decision.open id=D kind=consensus effect=adopt about=P"

static void walk_proposals(void)
{
    static const char *const acts[] = {
        /* a */ "chair proposal.allocate proposal=P body=PL",
        /* b */ "AAA proposal.introduce proposal=P",
        /* c */ "CCC proposal.support proposal=P",
        /* d */ "chair proposal.pass-over proposal=P",
        /* e */ "AAA proposal.withdraw proposal=P",
        /* f */ "BBB proposal.take-up id=Q proposal=P",
        /* g */ "AAA proposal.revise proposal=P item=ADD_2|words",
        /* h */ "chair decision.open id=E kind=vote effect=adopt about=P",
        /* i */ "CCC sponsor.join proposal=P",
        /* j */ "AAA sponsor.leave proposal=P",
        /* k */ "AAA proposal.submit id=P instrument=T sponsors=AAA item=ADD_1|words",
    };
    static const struct place places[] = {
        { "rumoured", { "AAA announce id=P instrument=T sponsors=AAA", NULL }, "" },
        { "submitted", { SUBMIT, NULL }, "aegij" },
        { "registered", { SUBMIT, REGISTER, NULL }, "abdegij" },
        { "allocated", { SUBMIT, "chair proposal.allocate proposal=P body=PL", NULL }, "abdegij" },
        { "introduced", { SUBMIT, REGISTER, INTRODUCE, NULL }, "cdegij" },
        { "under consideration", { SUBMIT, REGISTER, INTRODUCE, SUPPORT, NULL }, "acdeghij" },
        { "put", { SUBMIT, REGISTER, INTRODUCE, SUPPORT, PUT, NULL }, "acdhj" },
        { "not discussed", { SUBMIT, REGISTER, INTRODUCE, "chair proposal.pass-over proposal=P", NULL }, "eij" },
        { "passed over",
          { SUBMIT, REGISTER, INTRODUCE, SUPPORT, "chair proposal.pass-over proposal=P", NULL },
          "begij" },
        { "withdrawn", { SUBMIT, "AAA proposal.withdraw proposal=P", NULL }, "f" },
        { "adopted",
          { SUBMIT, REGISTER, INTRODUCE, SUPPORT, PUT, "chair decision.close decision=D declared=adopted", NULL },
          "" },
        { "rejected",
          { SUBMIT, REGISTER, INTRODUCE, SUPPORT, "chair decision.open id=D kind=vote effect=adopt about=P entitled=3",
            "chair decision.close decision=D declared=rejected count-for=1 count-against=2", NULL },
          "" },
        { "lapsed", { SUBMIT, "chair conference.close", NULL }, "" },
    };
    walk(places, sizeof places / sizeof places[0], acts, sizeof acts / sizeof acts[0]);
}

#define CONVENE "chair meeting.convene id=M body=PL doors=open"
#define OPEN "chair meeting.open meeting=M"

static void walk_meetings(void)
{
    static const char *const acts[] = {
        /* a */ "chair meeting.open meeting=M",
        /* b */ "chair meeting.suspend meeting=M",
        /* c */ "chair meeting.resume meeting=M",
        /* d */ "chair meeting.close meeting=M",
        /* e */ "chair meeting.cancel meeting=M",
        /* f */ "chair meeting.doors meeting=M doors=closed",
        /* g */ "chair meeting.doors meeting=M doors=open",
        /* h */ "AAA floor.request meeting=M side=for",
        /* i */ "chair decision.open id=D kind=consensus in=M",
        /* j */ "chair meeting.convene id=M body=PL doors=open",
    };
    static const struct place places[] = {
        { "convened", { CONVENE, NULL }, "ae" },
        { "open", { CONVENE, OPEN, NULL }, "bdfhi" },
        { "suspended", { CONVENE, OPEN, "chair meeting.suspend meeting=M", NULL }, "cdf" },
        { "closed", { CONVENE, OPEN, "chair meeting.close meeting=M", NULL }, "" },
        { "cancelled", { CONVENE, "chair meeting.cancel meeting=M", NULL }, "" },
    };
    walk(places, sizeof places / sizeof places[0], acts, sizeof acts / sizeof acts[0]);
}

#define ANOTHER "AAA proposal.submit id=P instrument=T sponsors=AAA_BBB item=ADD_1|words"

static void walk_sponsors(void)
{
    static const char *const acts[] = {
        /* a */ "BBB sponsor.confirm proposal=P",
        /* b */ "BBB sponsor.disown proposal=P",
        /* c */ "BBB sponsor.leave proposal=P",
        /* d */ "BBB sponsor.join proposal=P",
        /* e */ "BBB proposal.withdraw proposal=P",
        /* f */ "BBB sponsor.invite proposal=P sponsors=CCC",
    };
    static const struct place places[] = {
        { "no sponsor", { "AAA proposal.submit id=P instrument=T sponsors=AAA item=ADD_1|words", NULL }, "" },
        { "named", { ANOTHER, NULL }, "ab" },
        { "confirmed", { ANOTHER, "BBB sponsor.confirm proposal=P", NULL }, "cef" },
        { "disowned", { ANOTHER, "BBB sponsor.disown proposal=P", NULL }, "" },
        { "left", { ANOTHER, "BBB sponsor.confirm proposal=P", "BBB sponsor.leave proposal=P", NULL }, "" },
    };
    walk(places, sizeof places / sizeof places[0], acts, sizeof acts / sizeof acts[0]);
}

int main(void)
{
    walk_proposals();
    walk_meetings();
    walk_sponsors();
    printf("every state with every act: %u failures\n", failures);
    return failures == 0 ? 0 : 1;
}
