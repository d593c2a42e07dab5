// SPDX-License-Identifier: Apache-2.0
/* cmd/verify.c - check a record. */
#include <stdio.h>
#include <stdlib.h>

#include "base/hex.h"
#include "cmd/audit.h"
#include "cmd/commands.h"
#include "cmd/fault.h"
#include "cmd/record_source.h"
#include "cmd/progress.h"
#include "cmd/terminal.h"
#include "cmd/verify_report.h"
#include "rules/document.h"
#include "store/fault.h"
#include "store/os.h"

struct verify_options {
    struct slice key, genesis, against, conference, receipt;
    bool no_blobs, json;
};

/* --- what is needed ---------------------------------------------------------------------------------------------- */

/* Shows which key the copy names; believes nothing. */
static int verify_show_key_seen(struct log_source *source)
{
    char memory[1024];
    struct buffer key = BUFFER(memory);
    struct error error;
    fprintf(stderr,
            "plenary: give the log's verifier key with --key: it is the only thing that is trusted, so it must not "
            "come from\nthe site that is checked. Nothing was verified.\n");
    if (source->read(source, SLICE("key"), &key, &error) == LOG_SOURCE_HERE) {
        printf("key seen, not verified: ");
        terminal_print(stdout, slice_part(buffer_slice(&key), 0, slice_find(buffer_slice(&key), '\n', 0)));
        putchar('\n');
    }
    return STATUS_USAGE;
}

static bool verify_read_key(const struct verify_options *options, struct key *key, struct error *error)
{
    if (!key_read(options->key, key))
        return fail(error, FAULT_VERIFIER_KEY, 0, options->key);
    return true;
}

static bool verify_read_genesis(struct slice genesis, struct error *error)
{
    unsigned char bytes[HASH_BYTES];
    return genesis.length == 0 || hex_read(genesis, bytes, sizeof bytes) ||
           fail(error, FAULT_OPTION_HASH, 0, SLICE("--genesis"), genesis);
}

/* An earlier copy, or the file of an earlier checkpoint. */
static bool verify_open_earlier(const struct verify_options *options, struct arena *arena, struct audit_input *input,
                                struct error *error)
{
    struct os_path path;
    if (options->against.length == 0)
        return true;
    if (os_path_join(&path, options->against, SLICE(""), SLICE("")) && os_exists(&path) && !os_is_directory(&path))
        return os_read_file(&path, LOG_AUDIT_NOTE_BYTES_MAX, arena, &input->earlier_checkpoint, error);
    input->earlier = record_source_open(options->against, options->conference, error);
    return input->earlier != NULL;
}

/* A person's receipt of a message, to be looked for among those counted. */
static bool verify_read_receipt(const struct verify_options *options, struct arena *arena, struct receipt *receipt,
                                struct error *error)
{
    struct os_path path;
    struct slice bytes;
    if (options->receipt.length == 0)
        return true;
    if (!os_path_join(&path, options->receipt, SLICE(""), SLICE("")))
        return fail(error, FAULT_FILE, 0, options->receipt, SLICE("the path is too long"));
    return os_read_file(&path, RECEIPT_BYTES_MAX, arena, &bytes, error) && receipt_parse(bytes, receipt, error);
}

/* The public log of the same copy. A given receipt that is not there is a problem too. */
static struct public_log_audit *verify_check_public_log(const struct verify_options *options,
                                                        const struct audit_input *input, const struct receipt *receipt,
                                                        struct error *error)
{
    struct public_log_audit_input const public_log = { .source = input->source,
                                                       .log = input->key,
                                                       .earlier = input->earlier,
                                                       .receipt = options->receipt.length > 0 ? receipt : NULL,
                                                       .blobs = input->blobs };
    return public_log_audit_run(&public_log, error);
}

static void verify_show_progress(void *context, uint64_t done, uint64_t total)
{
    struct progress *const progress = context;
    progress->total = total;
    progress_show(progress, done);
}

/* --- the command ------------------------------------------------------------------------------------------------- */

static int verify_source(const struct verify_options *options, struct slice place, struct log_source *source)
{
    static const int statuses[] = {
        [AUDIT_SO] = STATUS_OK, [AUDIT_NOT_SO] = STATUS_NOT_SO, [AUDIT_CANNOT_KNOW] = STATUS_FAILED
    };
    struct progress progress = progress_begin("acts", 0);
    struct audit_input input = { .source = source,
                                 .genesis = options->genesis,
                                 .blobs = !options->no_blobs,
                                 .show = verify_show_progress,
                                 .context = &progress };
    struct error error = { 0 };
    struct arena arena = { 0 };
    struct receipt receipt;
    if (!verify_read_key(options, &input.key, &error) || !verify_read_genesis(options->genesis, &error) ||
        !os_reserve(2 * LOG_AUDIT_NOTE_BYTES_MAX, &arena, &error))
        return terminal_error(&error);
    bool const ready =
        verify_read_receipt(options, &arena, &receipt, &error) && verify_open_earlier(options, &arena, &input, &error);
    struct audit *const audit = ready ? audit_run(&input, &error) : NULL;
    struct public_log_audit *const public_log =
        audit != NULL ? verify_check_public_log(options, &input, &receipt, &error) : NULL;
    progress_end(&progress);
    int status = public_log != NULL ? statuses[verify_verdict(audit, public_log)] : terminal_error(&error);
    if (public_log != NULL && options->json)
        verify_print_json(audit, public_log, place);
    else if (public_log != NULL)
        verify_print(audit, public_log, place);
    public_log_audit_free(public_log);
    audit_free(audit);
    if (input.earlier != NULL)
        input.earlier->close(input.earlier);
    os_release(&arena);
    return status;
}

static int verify_run(const void *values, const struct slice *rest, size_t count)
{
    const struct verify_options *const options = values;
    struct error error = { 0 };
    if (count != 1) {
        fail(&error, FAULT_OPTION_MISSING, 0, SLICE("URL or DIR"), SLICE("verify"));
        return terminal_error(&error);
    }
    struct log_source *const source = record_source_open(rest[0], options->conference, &error);
    if (source == NULL)
        return terminal_error(&error);
    int const status =
        options->key.length == 0 ? verify_show_key_seen(source) : verify_source(options, rest[0], source);
    source->close(source);
    return status;
}

static const struct option_type verify_options[] = {
    { "key", 'k', "VKEY", offsetof(struct verify_options, key), "the log's verifier key: the only thing trusted" },
    { "genesis", 'g', "HASH", offsetof(struct verify_options, genesis), "the hash that the first entry must have" },
    { "against", 'a', "EARLIER", offsetof(struct verify_options, against),
      "an earlier copy or checkpoint that this must go on from" },
    { "conference", 'c', "NAME", offsetof(struct verify_options, conference),
      "which, where a directory holds several" },
    { "receipt", 'r', "FILE", offsetof(struct verify_options, receipt),
      "the receipt of a message: whether it is among those counted" },
    { "no-blobs", 0, NULL, offsetof(struct verify_options, no_blobs), "leave the blobs unread" },
    { "json", 'j', NULL, offsetof(struct verify_options, json), "the result as JSON" },
    { 0 },
};

const struct command command_verify = {
    .name = "verify",
    .arguments = "URL|DIR --key VKEY",
    .meaning = "check a record: signatures, tree, rules, every byte",
    .more =
        "URL is a conference's address (http://HOST/CONFERENCE), DIR a mirror or a server's data directory.\n"
        "Exit status: 0 it is so, 1 it is not so, 2 called wrongly or without a key, 3 it cannot be known or done.\n",
    .options = verify_options,
    .size = sizeof(struct verify_options),
    .run = verify_run,
};
