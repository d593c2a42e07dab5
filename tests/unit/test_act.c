// SPDX-License-Identifier: Apache-2.0
/* record/act.c: every type of the table, every fault with its line, and one spelling for each act. */
#include "test.h"

#include <stdio.h>

#include "base/base64.h"
#include "base/limits.h"
#include "record/act.h"
#include "record/fault.h"

enum { TEXT_BYTES = 70000 };

static _Alignas(16) unsigned char memory[1 << 20];

/* Lines 1 to 4; what follows begins on line 5. */
#define ENVELOPE "conference: coop.example/assembly\nby: NORTH\ntime: 2026-03-14T16:41:08+01:00\n"
#define POSITION "plenary/1 position\n" ENVELOPE
#define SIXTY_FOUR "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct {
    const char *text;
    const struct fault *fault;
    uint32_t line;
    const char *about;
} refused[] = {
    { "", FAULT_ACT_LINE_END, 0, "" },
    { "plenary/1 position", FAULT_ACT_LINE_END, 0, "" },
    { POSITION "about: D-1\nstance: accept", FAULT_ACT_LINE_END, 0, "" },
    { "\n", FAULT_ACT_FIRST_LINE, 1, "" },
    { "plenary/2 position\n", FAULT_ACT_FIRST_LINE, 1, "" },
    { "Plenary/1 position\n", FAULT_ACT_FIRST_LINE, 1, "" },
    { "plenary/1\n", FAULT_ACT_FIRST_LINE, 1, "" },
    { "\xEF\xBB\xBFplenary/1 position\n", FAULT_ACT_FIRST_LINE, 1, "" },
    { "plenary/1 applause\n" ENVELOPE, FAULT_ACT_TYPE, 1, "applause" },
    { "plenary/1 position \n" ENVELOPE, FAULT_ACT_TYPE, 1, "position " },
    { "plenary/1  position\n" ENVELOPE, FAULT_ACT_TYPE, 1, " position" },
    { "plenary/1 position\r\n", FAULT_ACT_TYPE, 1, "position\r" },

    { POSITION "about D-1\n", FAULT_FIELD_SHAPE, 5, "about D-1" },
    { POSITION "about:D-1\n", FAULT_FIELD_SHAPE, 5, "about" },
    { POSITION ": D-1\n", FAULT_FIELD_SHAPE, 5, "" },
    { POSITION "\nabout: D-1\nstance: accept\n", FAULT_FIELD_SHAPE, 5, "" },
    { "plenary/1 position\n conference: coop.example/assembly\n", FAULT_FIELD_UNKNOWN, 2, " conference" },
    { POSITION "colour: red\n", FAULT_FIELD_UNKNOWN, 5, "colour" },
    { POSITION "id: P-1\nabout: D-1\nstance: accept\n", FAULT_FIELD_UNKNOWN, 5, "id" },
    { POSITION "about: D-1\nstance: accept\nquestion: Why?\n", FAULT_FIELD_UNKNOWN, 7, "question" },
    { POSITION "About: D-1\n", FAULT_FIELD_UNKNOWN, 5, "About" },
    { POSITION "in: PL-2\nseen: 1 " SIXTY_FOUR "\n", FAULT_FIELD_ORDER, 6, "seen" },
    { POSITION "about: D-1\nstance: accept\nstatement: No.\nground: late\n", FAULT_FIELD_ORDER, 8, "ground" },
    { POSITION "about: D-1\nabout: D-2\nstance: accept\n", FAULT_FIELD_TWICE, 6, "about" },
    { POSITION "about: D-1\nstance: accept\nby: SOUTH\n", FAULT_FIELD_TWICE, 7, "by" },
    { POSITION "stance: accept\nabout: D-1\n", FAULT_FIELD_ORDER, 6, "about" },
    { "plenary/1 position\nby: NORTH\n", FAULT_FIELD_MISSING, 2, "conference" },
    { "plenary/1 position\n", FAULT_FIELD_MISSING, 2, "conference" },
    { POSITION "stance: accept\n", FAULT_FIELD_MISSING, 5, "about" },
    { POSITION "about: D-1\n", FAULT_FIELD_MISSING, 6, "stance" },
    { "plenary/1 motion.raise\n" ENVELOPE "moves: order\n", FAULT_FIELD_MISSING, 5, "id" },
    { POSITION "about: \n", FAULT_FIELD_EMPTY, 5, "about" },
    { POSITION "about:\n", FAULT_FIELD_EMPTY, 5, "about" },
    { POSITION "about:  D-1\n", FAULT_FIELD_SPACES, 5, "about" },
    { POSITION "about: D-1 \n", FAULT_FIELD_SPACES, 5, "about" },
    { POSITION "about: D-1\nstance: accept\nstatement: No.\n At all. \n", FAULT_FIELD_SPACES, 8, "statement" },
    { POSITION "about: D-1\n D-2\n", FAULT_FIELD_LINES, 6, "about" },
    { POSITION "about: D-1\nstance: accept\nstatement: No.\n \n", FAULT_FIELD_LAST_LINE, 8, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: No.\n \n \n", FAULT_FIELD_LAST_LINE, 9, "statement" },

    { POSITION "about: D-1\nstance: accept\nstatement: a\tb\n", FAULT_CHARACTER, 7, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: a\r\n", FAULT_CHARACTER, 7, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: \xC2\x85\n", FAULT_CHARACTER, 7, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: yes\xE2\x80\xAEno\n", FAULT_CHARACTER, 7, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: yes\n \xE2\x81\xA6no\n", FAULT_CHARACTER, 8, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: \xFF\n", FAULT_CHARACTER, 7, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: \xED\xA0\x80\n", FAULT_CHARACTER, 7, "statement" },
    { POSITION "about: D-1\nstance: accept\nstatement: \xC0\xAF\n", FAULT_CHARACTER, 7, "statement" },

    { "plenary/1 position\nconference: coop.example/assembly\nby: -NORTH\n", FAULT_VALUE_CODE, 3, "by" },
    { "plenary/1 position\nconference: coop.example/assembly\nby: NORTH SOUTH\n", FAULT_VALUE_CODE, 3, "by" },
    { "plenary/1 position\nconference: coop.example/assembly\nby: " SIXTY_FOUR "5\n", FAULT_FIELD_TOO_LONG, 3, "by" },
    { "plenary/1 position\nconference: Coop.example/assembly\n", FAULT_VALUE_ORIGIN, 2, "conference" },
    { "plenary/1 position\nconference: coop.example:443/assembly\n", FAULT_VALUE_ORIGIN, 2, "conference" },
    { "plenary/1 position\nconference: coop.example\n", FAULT_VALUE_ORIGIN, 2, "conference" },
    { "plenary/1 position\nconference: coop..example/a\n", FAULT_VALUE_ORIGIN, 2, "conference" },
    { "plenary/1 position\nconference: coop.example/a/b\n", FAULT_VALUE_ORIGIN, 2, "conference" },
    { "plenary/1 position\nconference: coop.example/a\nby: NORTH\ntime: noon\n", FAULT_VALUE_TIME, 4, "time" },
    { "plenary/1 position\nconference: coop.example/a\nby: NORTH\ntime: 2026-02-29\n", FAULT_VALUE_TIME, 4, "time" },
    { POSITION "basis: minuted\nentered: 2026-12-01\n", FAULT_VALUE_TIME, 6, "entered" },
    { POSITION "basis: signed\n", FAULT_VALUE_WORD, 5, "basis" },
    { POSITION "about: D-1\nstance: Accept\n", FAULT_VALUE_WORD, 6, "stance" },
    { POSITION "about: D-1\nstance: no yes\n", FAULT_VALUE_WORD, 6, "stance" },
    { POSITION "seen: 412\n", FAULT_VALUE_SEEN, 5, "seen" },
    { POSITION "seen: 0412 " SIXTY_FOUR "\n", FAULT_VALUE_SEEN, 5, "seen" },
    { POSITION "seen: 412  " SIXTY_FOUR "\n", FAULT_VALUE_SEEN, 5, "seen" },
    { POSITION "seen: 412 " SIXTY_FOUR " \n", FAULT_FIELD_SPACES, 5, "seen" },
    { POSITION "about: a/b/c\n", FAULT_VALUE_TARGET, 5, "about" },
    { POSITION "about: RUS-27:0\n", FAULT_VALUE_TARGET, 5, "about" },
    { POSITION "about: RUS-27:07\n", FAULT_VALUE_TARGET, 5, "about" },
    { POSITION "about: /31A\n", FAULT_VALUE_TARGET, 5, "about" },
    { "plenary/1 sponsor.invite\n" ENVELOPE "proposal: P-1\nsponsors: SOUTH EAST\n", FAULT_VALUE_SET, 6, "sponsors" },
    { "plenary/1 sponsor.invite\n" ENVELOPE "proposal: P-1\nsponsors: EAST EAST\n", FAULT_VALUE_SET, 6, "sponsors" },
    { "plenary/1 sponsor.invite\n" ENVELOPE "proposal: P-1\nsponsors: EAST  SOUTH\n", FAULT_VALUE_SET, 6, "sponsors" },
    { "plenary/1 record.correct\n" ENVELOPE "act: 07\n", FAULT_VALUE_NUMBER, 5, "act" },
    { "plenary/1 record.correct\n" ENVELOPE "act: -1\n", FAULT_VALUE_NUMBER, 5, "act" },
    { "plenary/1 meeting.open\n" ENVELOPE "meeting: PL-2\npresent: many\n", FAULT_VALUE_NUMBER, 6, "present" },
    { "plenary/1 blob.strike\n" ENVELOPE "blob: 0123\n", FAULT_VALUE_HASH, 5, "blob" },
    { "plenary/1 blob.strike\n" ENVELOPE "blob: 0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\n",
      FAULT_VALUE_HASH, 5, "blob" },
    { POSITION "basis: reported\nentered: 2026-12-01T09:00:00Z\nsource: ftp://example.org/\n", FAULT_VALUE_URL, 7,
      "source" },
    { POSITION "basis: reported\nentered: 2026-12-01T09:00:00Z\nsource: https://\n", FAULT_VALUE_URL, 7, "source" },
    { POSITION "basis: reported\nentered: 2026-12-01T09:00:00Z\nsource: https://a b\n", FAULT_VALUE_URL, 7, "source" },
    { "plenary/1 key.add\n" ENVELOPE "actor: NORTH\nkey: north\n", FAULT_VALUE_KEY, 6, "key" },
    { "plenary/1 key.add\n" ENVELOPE "actor: NORTH\nkey: n+0123abcd+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
      FAULT_VALUE_WEAK_KEY, 6, "key" },
    { "plenary/1 proposal.revise\n" ENVELOPE "proposal: P-1\nitem: CHANGE 31A\n", FAULT_VALUE_ITEM, 6, "item" },
    { "plenary/1 proposal.revise\n" ENVELOPE "proposal: P-1\nitem: ADD\n", FAULT_VALUE_ITEM, 6, "item" },
    { "plenary/1 proposal.revise\n" ENVELOPE "proposal: P-1\nitem: ADD statutes/7\n x\n", FAULT_VALUE_ITEM, 6, "item" },
    { "plenary/1 proposal.revise\n" ENVELOPE "proposal: P-1\nitem: ADD 31A\n", FAULT_VALUE_ITEM_TEXT, 6, "item" },
    { "plenary/1 proposal.revise\n" ENVELOPE "proposal: P-1\nitem: NOC! 31A\n x\n", FAULT_VALUE_ITEM_TEXT, 6, "item" },
    { "plenary/1 reading.approve\n" ENVELOPE "instrument: statutes\nreading: first\ntext-hash: en\n", FAULT_VALUE_PAIR,
      7, "text-hash" },
    { "plenary/1 editorial.series\n" ENVELOPE "id: R-1\ninstrument: statutes\nreading: first\nchange: 31A\n",
      FAULT_VALUE_PAIR, 8, "change" },

    { POSITION "entered: 2026-12-01T09:00:00Z\nabout: D-1\nstance: accept\n", FAULT_BASIS_SHAPE, 0, "entered" },
    { POSITION "basis: minuted\nabout: D-1\nstance: accept\n", FAULT_BASIS_SHAPE, 0, "entered" },
    { POSITION "certainty: confirmed\nabout: D-1\nstance: accept\n", FAULT_BASIS_SHAPE, 0, "certainty" },
    { POSITION
      "basis: reported\nentered: 2026-12-01T09:00:00Z\nsource: https://example.org/\nabout: D-1\nstance: accept\n",
      FAULT_BASIS_SHAPE, 0, "certainty" },
    { POSITION "basis: reported\nentered: 2026-12-01T09:00:00Z\ncertainty: doubtful\nabout: D-1\nstance: accept\n",
      FAULT_BASIS_SHAPE, 0, "source" },
};

/* What stands after a good text, for the faults of the signature line. */
static const struct {
    const char *after;
    const struct fault *fault;
} badly_signed[] = {
    { "", FAULT_ACT_UNSIGNED },
    { "\n", FAULT_ACT_UNSIGNED },
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH AAAAAAA=", FAULT_ACT_LINE_END },
    { "\n- coop.example/assembly/NORTH AAAAAAA=\n", FAULT_ACT_UNSIGNED },
    { "\xE2\x80\x94 coop.example/assembly/NORTH AAAAAAA=\n", FAULT_ACT_SIGNATURES },
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH AAAAAAA=\n\xE2\x80\x94 coop.example/assembly/EAST AAAAAAA=\n",
      FAULT_ACT_SIGNATURES },
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH AAAA\n", FAULT_ACT_SIGNATURE_LINE },     /* no room for a key ID */
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH AAAAAAB=\n", FAULT_ACT_SIGNATURE_LINE }, /* not canonical */
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH AAAAAAA= \n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH  AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94  AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 coop.example/assembly AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 coop.example/assembly/ AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 coop.example/assembly2/NORTH AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 other.example/assembly/NORTH AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
    { "\n\xE2\x80\x94 coop.example/assembly/NORTH/ines/phone AAAAAAA=\n", FAULT_ACT_SIGNATURE_LINE },
};

static const char *const examples[] = {
    "plenary/1 sponsor.disown\n"
    "conference: localhost/harbour-12\n"
    "by: EAST\n"
    "time: 2012-12-10\n"
    "basis: reported\n"
    "entered: 2026-12-01T09:00:00Z\n"
    "source: https://example.org/dispatch-8\n"
    " Dispatch from the harbour, day 8\n"
    "certainty: corroborated\n"
    "proposal: JOINT\n"
    "statement: East tells the plenary that it never supported the text that carries its name.\n"
    " \n"
    " It speaks for a free and open harbour.\n"
    "\n"
    "\xE2\x80\x94 localhost/harbour-12/watch 1S2bULbQcY1tZ0Ci\n",

    "plenary/1 decision.open\n"
    "conference: coop.example/assembly-2026\n"
    "by: chair\n"
    "time: 2026-03-14T16:40:00+01:00\n"
    "in: PL-2\n"
    "id: D-4\n"
    "kind: indication\n"
    "method: plates\n"
    "about: statutes/7\n"
    "question: Does the room lean towards keeping paragraph 7 as it stands?\n"
    "\n"
    "\xE2\x80\x94 coop.example/assembly-2026/chair/ada f1COgkTOzIcogXym\n",

    "plenary/1 decision.answer\n"
    "conference: coop.example/assembly-2026\n"
    "by: NORTH\n"
    "time: 2026-03-14T16:41:08+01:00\n"
    "seen: 412 " SIXTY_FOUR "\n"
    "in: PL-2\n"
    "decision: D-4\n"
    "answer: no\n"
    "\n"
    "\xE2\x80\x94 coop.example/assembly-2026/NORTH/ines kV0bAAAA\n",
};

static bool parse(struct slice bytes, bool is_signed, struct act *act, struct error *error)
{
    struct arena arena = { memory, 0, sizeof memory };
    return is_signed ? act_parse(bytes, &arena, act, error) : act_parse_text(bytes, &arena, act, error);
}

static void assert_refused(struct slice bytes, bool is_signed, const struct fault *fault, uint32_t line,
                           const char *about)
{
    struct act act;
    struct error error = { 0 };
    bool const taken = parse(bytes, is_signed, &act, &error);
    if (!taken && error.fault == fault && error.line == line && slice_equal(error_about(&error, 0), slice_of(about)))
        return;
    print_error("%.*s\nwanted %s, line %u, \"%s\"; got %s, line %u, \"%.*s\"\n", SLICE_ARGS(slice_part(bytes, 0, 400)),
                fault_row(fault)->name, line, about, taken ? "an act" : fault_row(error.fault)->name, error.line,
                SLICE_ARGS(error_about(&error, 0)));
    _fail(__FILE__, __LINE__);
}

static void assert_comes_back(struct slice bytes, bool is_signed)
{
    static char text[TEXT_BYTES];
    struct act act;
    struct error error;
    struct buffer out = BUFFER(text);
    if (!parse(bytes, is_signed, &act, &error)) {
        error_words(&error, &out);
        print_error("%.*s\n%.*s\n", SLICE_ARGS(bytes), SLICE_ARGS(buffer_slice(&out)));
        _fail(__FILE__, __LINE__);
    }
    act_write(&act, &out);
    assert_slices(buffer_slice(&out), bytes);
}

static void each_fault_has_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_refused(slice_of(refused[i].text), false, refused[i].fault, refused[i].line, refused[i].about);
}

static void a_signature_line_has_one_form(void **state)
{
    (void)state;
    static const char text[] = POSITION "about: D-1\nstance: accept\n";
    char whole[1000];
    for (size_t i = 0; i < COUNT(badly_signed); i++) {
        snprintf(whole, sizeof whole, "%s%s", text, badly_signed[i].after);
        assert_refused(slice_of(whole), true, badly_signed[i].fault, 0, "");
    }
    snprintf(whole, sizeof whole, "%s\n\xE2\x80\x94 coop.example/assembly/NORTH AAAAAAA=\n", text);
    assert_comes_back(slice_of(whole), true);
    assert_refused(slice_of(whole), false, FAULT_FIELD_SHAPE, 7, "");
}

/* An act one byte below, at and above each limit on its size. */
static void what_is_too_much_is_refused(void **state)
{
    (void)state;
    static char text[2 * TEXT_BYTES];
    struct buffer out = BUFFER(text);
    struct slice const start = SLICE("plenary/1 statement\n" ENVELOPE "id: S-1\n");
    for (size_t more = 0; more <= 1; more++) {
        buffer_clear(&out);
        buffer_add(&out, start);
        for (size_t i = 0; i < ACT_FIELDS_MAX - 5 + more; i++)
            buffer_add(&out, SLICE("about: D-1\n"));
        buffer_add(&out, SLICE("statement: x\n"));
        if (more == 0)
            assert_comes_back(buffer_slice(&out), false);
        else
            assert_refused(buffer_slice(&out), false, FAULT_FIELD_COUNT, 5 + ACT_FIELDS_MAX - 3, "statement");
    }
    for (size_t more = 0; more <= 1; more++) {
        buffer_clear(&out);
        buffer_add(&out, start);
        buffer_add(&out, SLICE("statement: "));
        for (size_t i = 0; i < 16384 + more; i++)
            buffer_add_byte(&out, 'x');
        buffer_add_byte(&out, '\n');
        if (more == 0)
            assert_comes_back(buffer_slice(&out), false);
        else
            assert_refused(buffer_slice(&out), false, FAULT_FIELD_TOO_LONG, 6, "statement");
    }
    memset(text, 'x', sizeof text);
    assert_refused((struct slice){ text, ACT_LINE_BYTES_MAX + 1 }, false, FAULT_ACT_LINE_END, 0, "");
    assert_refused((struct slice){ text, ACT_BYTES_MAX + 1 }, false, FAULT_ACT_TOO_LONG, 0, "");
    assert_refused((struct slice){ text, ACT_BYTES_MAX + 1 }, true, FAULT_ACT_TOO_LONG, 0, "");
    struct act act;
    struct error error;
    struct arena none = { memory, 0, 1000 };
    assert_false(act_parse_text(slice_of(POSITION "about: D-1\nstance: accept\n"), &none, &act, &error));
    assert_ptr_equal(error.fault, FAULT_MEMORY);
    assert_int_equal(none.used, 0);
}

/* No fault of the section on acts is only on paper. */
static void every_fault_of_syntax_is_reached(void **state)
{
    (void)state;
    static const struct fault *const elsewhere[] = { FAULT_ACT_TOO_LONG, FAULT_FIELD_COUNT };
    static const struct fault *const faults[] = {
#define FAULT(id, name, class, source, words, mending) FAULT_##id,
#include "record/fault.def"
#undef FAULT
    };
    const struct fault *fault = FAULT_NONE;
    for (size_t at = 0; fault != FAULT_BASIS_SHAPE; at++) { /* the last of that section */
        fault = faults[at];
        bool reached = fault->class != FAULT_CLASS_SYNTAX;
        for (size_t i = 0; i < COUNT(refused); i++)
            reached = reached || refused[i].fault == fault;
        for (size_t i = 0; i < COUNT(badly_signed); i++)
            reached = reached || badly_signed[i].fault == fault;
        for (size_t i = 0; i < COUNT(elsewhere); i++)
            reached = reached || elsewhere[i] == fault;
        if (!reached) {
            print_error("no case reaches %s\n", fault->name);
            _fail(__FILE__, __LINE__);
        }
    }
}

static void examples_are_read_and_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        assert_comes_back(slice_of(examples[i]), true);
    struct act act;
    struct error error;
    struct arena arena = { memory, 0, sizeof memory };
    assert_true(act_parse(slice_of(examples[0]), &arena, &act, &error));
    assert_int_equal(act.type->id, ACT_SPONSOR_DISOWN);
    assert_int_equal(act.basis, BASIS_REPORTED);
    assert_int_equal(act.certainty, CERTAINTY_CORROBORATED);
    assert_slice(act.by, "EAST");
    assert_slice(act.key_name, "localhost/harbour-12/watch");
    assert_slice(act_value(&act, FIELD_SOURCE), "https://example.org/dispatch-8\n Dispatch from the harbour, day 8");
    assert_slice(act_value(&act, FIELD_IN), "");
    assert_int_equal(act.fields[act.count - 1].line, 11);
    assert_true(act_parse(slice_of(examples[1]), &arena, &act, &error));
    assert_int_equal(act.basis, BASIS_SIGNED);
    assert_slice(act.id, "D-4");
    assert_slice(act.in, "PL-2");
    assert_int_equal(act_word(&act, FIELD_KIND), field_word(FIELD_KIND, SLICE("indication")));
    assert_int_equal(act_word(&act, FIELD_EFFECT), -1);
}

/* Cut anywhere it is no act; with a byte changed anywhere it is no act, or one that is written as it is read. */
static void nothing_is_read_that_would_be_written_otherwise(void **state)
{
    (void)state;
    static const char others[] = { '\0', '\t', '\n', '\r', ' ', '!',    '+',    '-',   '/',
                                   '0',  ':',  '=',  'A',  'z', '\x7F', '\x80', '\xE2' };
    for (size_t i = 0; i < COUNT(examples); i++) {
        char bytes[1000];
        size_t const length = strlen(examples[i]);
        struct act act;
        struct error error;
        memcpy(bytes, examples[i], length);
        for (size_t cut = 0; cut < length; cut++)
            assert_false(parse((struct slice){ bytes, cut }, true, &act, &error));
        for (size_t at = 0; at < length; at++)
            for (size_t j = 0; j < COUNT(others); j++) {
                bytes[at] = others[j];
                if (parse((struct slice){ bytes, length }, true, &act, &error))
                    assert_comes_back((struct slice){ bytes, length }, true);
                bytes[at] = examples[i][at];
            }
    }
}

/* A value of that field, as any act might have it. */
static void write_sample(const struct field_type *field, struct buffer *out)
{
    /* The public key of RFC 8032, section 7.1, test 1, after the type byte. */
    static const unsigned char key[33] = { 0x01, 0xD7, 0x5A, 0x98, 0x01, 0x82, 0xB1, 0x0A, 0xB7, 0xD5, 0x4B,
                                           0xFE, 0xD3, 0xC9, 0x64, 0x07, 0x3A, 0x0E, 0xE1, 0x72, 0xF3, 0xDA,
                                           0xA6, 0x23, 0x25, 0xAF, 0x02, 0x1A, 0x68, 0xF7, 0x07, 0x51, 0x1A };
    static const char *const samples[] = {
        [FIELD_KIND_CODE] = "D-7",
        [FIELD_KIND_SET] = "EAST NORTH",
        [FIELD_KIND_TARGET] = "statutes/7",
        [FIELD_KIND_LINE] = "A line",
        [FIELD_KIND_TEXT] = "Two\n \n lines",
        [FIELD_KIND_PROFILE] = "quorum: 10\n majority: 20",
        [FIELD_KIND_ITEM] = "MOD 7\n Words",
        [FIELD_KIND_PART] = "7 new\n Words",
        [FIELD_KIND_NUMBER] = "1",
        [FIELD_KIND_COUNT] = "unknown",
        [FIELD_KIND_PAIR] = "en " SIXTY_FOUR,
        [FIELD_KIND_URL] = "https://example.org/",
        [FIELD_KIND_SOURCE] = "https://example.org/\n Title",
        [FIELD_KIND_TIME] = "2012~",
        [FIELD_KIND_INSTANT] = "2026-12-01T09:00:00Z",
        [FIELD_KIND_OFFSET] = "+04:00",
        [FIELD_KIND_BLOB] = SIXTY_FOUR,
        [FIELD_KIND_ORIGIN] = "coop.example/assembly",
        [FIELD_KIND_SEEN] = "412 " SIXTY_FOUR,
    };
    if (field->id == FIELD_BASIS)
        buffer_add(out, SLICE("reported"));
    else if (field->kind == FIELD_KIND_WORD)
        buffer_add(out, field_word_at(field->id, 0));
    else if (field->kind == FIELD_KIND_KEY) {
        buffer_add(out, SLICE("coop.example/assembly/NORTH+0123abcd+"));
        base64_write(out, key, sizeof key);
    } else {
        assert_non_null(samples[field->kind]);
        buffer_add_text(out, samples[field->kind]);
    }
}

/* An act of that type: all fields (what repeats, twice) or the needed ones, but for the place that is left out. */
static void write_act(const struct act_type *type, bool all, size_t left_out, struct buffer *out)
{
    buffer_add(out, SLICE("plenary/1 "));
    buffer_add(out, type->name);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < type->count; i++) {
        const struct field_place *const place = &type->places[i];
        if (i == left_out || place->many == FIELD_NEVER || (!all && !field_is_needed(place)))
            continue;
        bool const twice = all && field_repeats(place);
        for (int times = twice ? 2 : 1; times > 0; times--) {
            buffer_add(out, field_types[place->field].name);
            buffer_add(out, SLICE(": "));
            write_sample(&field_types[place->field], out);
            buffer_add_byte(out, '\n');
        }
    }
}

static void every_type_of_the_table_comes_back(void **state)
{
    (void)state;
    static char text[TEXT_BYTES];
    for (size_t i = 0; i < ACT_COUNT; i++) {
        const struct act_type *const type = &act_types[i];
        struct buffer out = BUFFER(text);
        write_act(type, true, SIZE_MAX, &out);
        assert_comes_back(buffer_slice(&out), false);
        buffer_clear(&out);
        write_act(type, false, SIZE_MAX, &out);
        assert_comes_back(buffer_slice(&out), false);
        for (size_t at = 0; at < type->count; at++) {
            if (!field_is_needed(&type->places[at]))
                continue;
            struct act act;
            struct error error = { 0 };
            buffer_clear(&out);
            write_act(type, false, at, &out);
            assert_false(parse(buffer_slice(&out), false, &act, &error));
            assert_ptr_equal(error.fault, FAULT_FIELD_MISSING);
            assert_slices(error_about(&error, 0), field_types[type->places[at].field].name);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_line),
        cmocka_unit_test(a_signature_line_has_one_form),
        cmocka_unit_test(what_is_too_much_is_refused),
        cmocka_unit_test(every_fault_of_syntax_is_reached),
        cmocka_unit_test(examples_are_read_and_come_back),
        cmocka_unit_test(nothing_is_read_that_would_be_written_otherwise),
        cmocka_unit_test(every_type_of_the_table_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
