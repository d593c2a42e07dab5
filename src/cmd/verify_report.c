// SPDX-License-Identifier: Apache-2.0
#include "cmd/verify_report.h"

#include <stdio.h>

#include "base/hex.h"
#include "cmd/terminal.h"
#include "record/tile.h"
#include "rules/document.h"

static void report_print_hash(const char *label, const struct hash *hash)
{
    char memory[2 * HASH_BYTES];
    struct buffer hex = BUFFER(memory);
    hex_write(&hex, hash->bytes, HASH_BYTES);
    printf("%-12s %.*s\n", label, SLICE_ARGS(buffer_slice(&hex)));
}

static void report_print_text(const char *label, struct slice text)
{
    printf("%-12s ", label);
    terminal_print(stdout, text);
    putchar('\n');
}

static const char *report_plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static unsigned long long report_number(uint64_t number)
{
    return number;
}

/* Lines of the checkpoint that are not the log's: witnesses'. */
static size_t report_count_cosignatures(const struct audit *audit)
{
    size_t count = 0;
    for (size_t i = 0; audit->log.signed_well && i < audit->log.checkpoint.note.count; i++)
        count += !note_line_is_of(&audit->log.checkpoint.note.lines[i], &audit->input->key);
    return count;
}

enum audit_verdict verify_verdict(const struct audit *audit, const struct public_log_audit *public_log)
{
    return public_log->log.problems_all > 0 ? AUDIT_NOT_SO : audit_verdict(audit);
}

/* --- for people -------------------------------------------------------------------------------------------------- */

static void report_print_head(const struct audit *audit, struct slice place)
{
    report_print_text("Read from", place);
    if (!audit->log.signed_well)
        return;
    report_print_text("Log", audit->log.checkpoint.origin);
    printf("%-12s %llu\n", "Size", report_number(audit->log.checkpoint.size));
    report_print_hash("Root", &audit->log.checkpoint.root);
    if (audit->log.entries > 0)
        report_print_hash("First entry", &audit->log.first);
    report_print_hash("State", &audit->state_hash);
    if (audit->replay_ended)
        printf("%-12s the state is that of the first %llu acts\n", "", report_number(audit->state.count));
}

static void report_print_checked(const struct audit *audit)
{
    uint64_t const bundles = (audit->log.entries + TILE_WIDTH - 1) / TILE_WIDTH;
    printf("\nChecked\n");
    printf("  - the checkpoint's signature, by the key that you gave\n");
    printf("  - %llu entr%s in %llu bundle%s, each hashed again, up to the root\n", report_number(audit->log.entries),
           audit->log.entries == 1 ? "y" : "ies", report_number(bundles), report_plural(bundles));
    if (audit->input->source->has_tiles)
        printf("  - %llu tile%s of hashes, every byte\n", report_number(audit->log.tiles),
               report_plural(audit->log.tiles));
    if (audit->input->source->walk != NULL)
        printf("  - %llu file%s of the copy: each is bound by what was signed\n", report_number(audit->log.parts),
               report_plural(audit->log.parts));
    printf("  - %llu act%s: form, key by its place, signature, rules; replayed from the first on\n",
           report_number(audit->state.count), report_plural(audit->state.count));
    if (audit->input->blobs)
        printf("  - %llu blob%s against the salted hashes that name them\n", report_number(audit->blobs_here),
               report_plural(audit->blobs_here));
    if (audit->log.earlier.given)
        printf("  - that it goes on from the earlier one, of size %llu\n",
               report_number(audit->log.earlier.checkpoint.size));
    if (audit->log.apart.given)
        printf("  - that it goes on from the checkpoint kept apart from the database, of size %llu\n",
               report_number(audit->log.apart.checkpoint.size));
}

static void report_print_public_log_checked(const struct public_log_audit *public_log)
{
    if (!public_log->log.signed_well)
        return;
    printf(
        "  - the public log's key, by a key delegation of the log's; its checkpoint, its %llu entr%s up to the root\n",
        report_number(public_log->log.entries), public_log->log.entries == 1 ? "y" : "ies");
    printf(
        "  - %llu comment%s, %llu of them struck, %llu more not let through; %llu blob%s against the salted hashes\n",
        report_number(public_log->comments), report_plural(public_log->comments), report_number(public_log->strikes),
        report_number(public_log->refused), report_number(public_log->blobs_here),
        report_plural(public_log->blobs_here));
    printf("  - counts of %llu message%s: each has a receipt, totals add up by campaign and place\n",
           report_number(public_log->messages), report_plural(public_log->messages));
    if (public_log->receipt_found)
        printf("  - your receipt: it is among those counted, in entry %llu of the public log\n",
               report_number(public_log->receipt_entry));
}

static void report_print_words(const struct error *error)
{
    char memory[2048];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    terminal_print(stdout, buffer_slice(&words));
    printf(" [%s]\n", fault_row(error->fault)->source);
}

static void report_print_irregular(const struct entry *entry)
{
    struct error error;
    fail(&error, entry->irregularity, 0, entry->irregularity_about[0], entry->irregularity_about[1]);
    printf("  - act %u, %.*s by %.*s, is irregular: ", entry->seq, SLICE_ARGS(entry->act.type->name),
           SLICE_ARGS(entry->act.by));
    report_print_words(&error);
}

static void report_print_struck(const struct audit *audit)
{
    for (const struct blob *blob = audit->state.blob_list; blob != NULL; blob = blob->next)
        if (blob->struck != NULL)
            printf("  - blob %.*s was struck by act %u\n", SLICE_ARGS(blob->hash), blob->struck->seq);
    if (audit->blobs_struck_here > 0)
        printf("  - %llu of them still stand%s in this copy: whoever keeps it should take them out\n",
               report_number(audit->blobs_struck_here), audit->blobs_struck_here == 1 ? "s" : "");
}

static void report_print_cosignatures(const struct audit *audit)
{
    for (size_t i = 0; audit->log.signed_well && i < audit->log.checkpoint.note.count; i++) {
        const struct note_line *const line = &audit->log.checkpoint.note.lines[i];
        if (note_line_is_of(line, &audit->input->key))
            continue;
        printf("  - a further signature on the checkpoint says it is by ");
        terminal_print(stdout, line->name);
        printf("; its key was not given, so it was not checked\n");
    }
}

static void report_print_public_log_found(const struct public_log_audit *public_log)
{
    for (size_t i = 0; i < public_log->log.problem_count; i++) {
        printf("  ! public log: ");
        if (public_log->log.problems[i].at_entry)
            printf("entry %llu: ", report_number(public_log->log.problems[i].index));
        report_print_words(&public_log->log.problems[i].error);
    }
    if (public_log->log.problems_all > public_log->log.problem_count)
        printf("  ! public log: and %llu more\n",
               report_number(public_log->log.problems_all - public_log->log.problem_count));
    if (public_log->blobs_struck_here > 0)
        printf("  - %llu struck text%s of the public log still stand%s in this copy: whoever keeps it should take them "
               "out\n",
               report_number(public_log->blobs_struck_here), report_plural(public_log->blobs_struck_here),
               public_log->blobs_struck_here == 1 ? "s" : "");
}

static void report_print_not_nfc(const struct audit *audit)
{
    if (audit->not_nfc > 0)
        printf("  - %llu act%s, first act %llu, not in Unicode's form NFC: what looks alike there may be written "
               "otherwise; a server\n    should not have taken it\n",
               report_number(audit->not_nfc), report_plural(audit->not_nfc), report_number(audit->not_nfc_first));
}

static void report_print_found(const struct audit *audit, const struct public_log_audit *public_log)
{
    uint64_t const irregular = audit->state.irregularities;
    printf("\nFound\n");
    for (size_t i = 0; i < audit->log.problem_count; i++) {
        const struct log_problem *const problem = &audit->log.problems[i];
        printf(problem->unknown ? "  ? " : "  ! ");
        if (problem->at_entry)
            printf("entry %llu: ", report_number(problem->index));
        report_print_words(&problem->error);
    }
    if (audit->log.problems_all > audit->log.problem_count)
        printf("  ! and %llu more\n", report_number(audit->log.problems_all - audit->log.problem_count));
    for (uint32_t i = 0; irregular > 0 && i < audit->state.count; i++)
        if (audit->state.entries[i]->irregularity != FAULT_NONE)
            report_print_irregular(audit->state.entries[i]);
    report_print_struck(audit);
    report_print_not_nfc(audit);
    report_print_cosignatures(audit);
    report_print_public_log_found(public_log);
    if (audit->log.problems_all + irregular + audit->blobs_struck + audit->not_nfc + report_count_cosignatures(audit) +
            public_log->log.problems_all + public_log->blobs_struck_here ==
        0)
        printf("  - nothing that is not as it should be\n");
}

static void report_print_public_log_unknown(const struct public_log_audit *public_log)
{
    if (!public_log->there) {
        printf("  - whether the public said something: this copy has no public log\n");
        return;
    }
    printf(
        "  - whether each entry of the public log had a person behind it, and whether any was kept out: for that you "
        "must believe\n    the operator\n");
    if (public_log->blobs_missing > 0)
        printf("  - %llu text%s of comments: not in this copy\n", report_number(public_log->blobs_missing),
               report_plural(public_log->blobs_missing));
}

static void report_print_unknown(const struct audit *audit, const struct public_log_audit *public_log)
{
    printf("\nCould not know\n");
    if (audit->replay_ended)
        printf("  - whether the acts from %u on are signed and lawful: the replay ended there\n", audit->state.count);
    if (report_count_cosignatures(audit) == 0)
        printf("  - whether others were shown another record: no witness has cosigned this checkpoint\n");
    else
        printf("  - whether others were shown another record: the cosignatures were not checked\n");
    printf("  - whether it is the newest: the server can hold acts back\n");
    printf("  - whether what the acts say happened did, and when: they say who said so, and times are the signers'\n");
    if (audit->input->genesis.length == 0)
        printf("  - whether it begins where it should: compare the first entry's hash, or give it with --genesis\n");
    if (!audit->input->blobs)
        printf("  - the blobs: they were not read\n");
    if (audit->blobs_missing > 0)
        printf("  - %llu blob%s named by acts: not in this copy\n", report_number(audit->blobs_missing),
               report_plural(audit->blobs_missing));
    if (audit->blobs_closed > 0)
        printf("  - %llu closed document%s: only the hash is public\n", report_number(audit->blobs_closed),
               report_plural(audit->blobs_closed));
    report_print_public_log_unknown(public_log);
}

void verify_print(const struct audit *audit, const struct public_log_audit *public_log, struct slice place)
{
    static const char *const verdicts[] = {
        [AUDIT_SO] = "It is so: this is the record that the log's key has signed, unchanged.",
        [AUDIT_NOT_SO] = "IT IS NOT SO: see what was found.",
        [AUDIT_CANNOT_KNOW] = "It cannot be known with this program: it holds what a newer one may understand.",
    };
    report_print_head(audit, place);
    if (audit->log.signed_well)
        report_print_checked(audit);
    report_print_public_log_checked(public_log);
    report_print_found(audit, public_log);
    if (audit->log.signed_well)
        report_print_unknown(audit, public_log);
    printf("\n%s\n", verdicts[verify_verdict(audit, public_log)]);
}

/* --- JSON -------------------------------------------------------------------------------------------------------- */

static void report_json_text(const char *name, struct slice text)
{
    printf("  \"%s\": ", name);
    terminal_json(stdout, text);
    printf(",\n");
}

static void report_json_hash(const char *name, const struct hash *hash)
{
    char memory[2 * HASH_BYTES];
    struct buffer hex = BUFFER(memory);
    hex_write(&hex, hash->bytes, HASH_BYTES);
    report_json_text(name, buffer_slice(&hex));
}

static void report_json_number(const char *name, uint64_t number)
{
    printf("  \"%s\": %llu,\n", name, report_number(number));
}

static void report_json_error(const struct error *error)
{
    char memory[2048];
    struct buffer words = BUFFER(memory);
    error_words(error, &words);
    printf("\"rule\": \"%s\", \"source\": ", fault_row(error->fault)->name);
    terminal_json(stdout, slice_of(fault_row(error->fault)->source));
    printf(", \"words\": ");
    terminal_json(stdout, buffer_slice(&words));
    putchar('}');
}

static void report_json_problems(const struct audit *audit)
{
    printf("  \"problems\": [");
    for (size_t i = 0; i < audit->log.problem_count; i++) {
        const struct log_problem *const problem = &audit->log.problems[i];
        printf("%s\n    {\"unknown\": %s, ", i > 0 ? "," : "", problem->unknown ? "true" : "false");
        if (problem->at_entry)
            printf("\"entry\": %llu, ", report_number(problem->index));
        report_json_error(&problem->error);
    }
    printf("],\n");
    report_json_number("problems_all", audit->log.problems_all);
}

static void report_json_irregular(const struct audit *audit)
{
    bool first = true;
    printf("  \"irregular\": [");
    for (uint32_t i = 0; audit->state.irregularities > 0 && i < audit->state.count; i++) {
        const struct entry *const entry = audit->state.entries[i];
        struct error error;
        if (entry->irregularity == FAULT_NONE)
            continue;
        fail(&error, entry->irregularity, 0, entry->irregularity_about[0], entry->irregularity_about[1]);
        printf("%s\n    {\"act\": %u, \"type\": \"%.*s\", ", first ? "" : ",", entry->seq,
               SLICE_ARGS(entry->act.type->name));
        report_json_error(&error);
        first = false;
    }
    printf("],\n");
}

static void report_json_struck(const struct audit *audit)
{
    bool first = true;
    printf("  \"struck\": [");
    for (const struct blob *blob = audit->state.blob_list; blob != NULL; blob = blob->next) {
        if (blob->struck == NULL)
            continue;
        printf("%s{\"blob\": \"%.*s\", \"act\": %u}", first ? "" : ", ", SLICE_ARGS(blob->hash), blob->struck->seq);
        first = false;
    }
    printf("],\n");
}

static void report_json_signers(const struct audit *audit)
{
    bool first = true;
    printf("  \"cosignatures_unchecked\": [");
    for (size_t i = 0; audit->log.signed_well && i < audit->log.checkpoint.note.count; i++) {
        if (note_line_is_of(&audit->log.checkpoint.note.lines[i], &audit->input->key))
            continue;
        printf("%s", first ? "" : ", ");
        terminal_json(stdout, audit->log.checkpoint.note.lines[i].name);
        first = false;
    }
    printf("],\n");
}

static void report_json_public_log(const struct public_log_audit *public_log)
{
    printf("  \"public_log\": {\"there\": %s, \"size\": %llu, \"entries\": %llu, \"comments\": %llu, \"struck\": %llu, "
           "\"refused\": %llu, \"messages\": %llu, \"blobs_checked\": %llu, \"blobs_not_in_copy\": %llu, ",
           public_log->there ? "true" : "false",
           report_number(public_log->log.signed_well ? public_log->log.checkpoint.size : 0),
           report_number(public_log->log.entries), report_number(public_log->comments),
           report_number(public_log->strikes), report_number(public_log->refused), report_number(public_log->messages),
           report_number(public_log->blobs_here), report_number(public_log->blobs_missing));
    if (public_log->receipt_found)
        printf("\"receipt_entry\": %llu, ", report_number(public_log->receipt_entry));
    printf("\"problems\": [");
    for (size_t i = 0; i < public_log->log.problem_count; i++) {
        printf("%s\n    {", i > 0 ? "," : "");
        if (public_log->log.problems[i].at_entry)
            printf("\"entry\": %llu, ", report_number(public_log->log.problems[i].index));
        report_json_error(&public_log->log.problems[i].error);
    }
    printf("], \"problems_all\": %llu},\n", report_number(public_log->log.problems_all));
}

void verify_print_json(const struct audit *audit, const struct public_log_audit *public_log, struct slice place)
{
    static const char *const verdicts[] = {
        [AUDIT_SO] = "so", [AUDIT_NOT_SO] = "not-so", [AUDIT_CANNOT_KNOW] = "cannot-know"
    };
    printf("{\n");
    report_json_text("read_from", place);
    report_json_text("log", audit->log.signed_well ? audit->log.checkpoint.origin : SLICE(""));
    report_json_number("size", audit->log.signed_well ? audit->log.checkpoint.size : 0);
    report_json_hash("root", &audit->log.checkpoint.root);
    report_json_hash("first_entry", &audit->log.first);
    report_json_hash("state", &audit->state_hash);
    report_json_number("entries", audit->log.entries);
    report_json_number("tiles", audit->log.tiles);
    report_json_number("acts_replayed", audit->state.count);
    report_json_number("signatures_bad", audit->signatures_bad);
    report_json_number("not_nfc", audit->not_nfc);
    report_json_number("blobs_checked", audit->blobs_here);
    report_json_number("blobs_not_in_copy", audit->blobs_missing);
    report_json_number("blobs_closed", audit->blobs_closed);
    report_json_number("state_bytes", audit->arena_used);
    report_json_problems(audit);
    report_json_irregular(audit);
    report_json_struck(audit);
    report_json_signers(audit);
    report_json_public_log(public_log);
    printf("  \"verdict\": \"%s\"\n}\n", verdicts[verify_verdict(audit, public_log)]);
}
