#include "record/warrant.h"

static const struct slice conference_words = { "plenary/gallery/1\nconference: ", 30 };
static const struct slice key_words = { "\nkey: ", 6 };
static const struct slice log_words = { "log", 3 }, gallery_words = { "gallery", 7 };

void warrant_write_text(struct slice origin, const struct key *gallery, struct buffer *text)
{
    buffer_add(text, conference_words);
    buffer_add(text, origin);
    buffer_add(text, key_words);
    key_write(gallery, text);
    buffer_add_byte(text, '\n');
}

/* HOST/NAME/ of the log's key, and so of the gallery's. */
static bool names_fit(const struct key *log, const struct key *gallery, struct slice origin)
{
    struct slice const stem = slice_part(gallery->name, 0, gallery->name.length - gallery_words.length);
    return slice_ends(log->name, log_words) && slice_ends(gallery->name, gallery_words) &&
           slice_equal(stem, slice_part(log->name, 0, log->name.length - log_words.length)) &&
           stem.length == origin.length + 1 && slice_begins(stem, origin);
}

bool warrant_read(struct slice bytes, const struct key *log, const struct crypto *crypto, struct key *gallery,
                  struct error *error)
{
    char memory[WARRANT_BYTES_MAX];
    struct buffer again = BUFFER(memory);
    struct note note;
    if (!note_parse(bytes, &note, error) || !note_check(&note, log, 1, crypto, error))
        return false;
    size_t const line = slice_find(note.text, '\n', conference_words.length);
    struct slice const origin = slice_part(note.text, conference_words.length, line);
    if (!key_read(slice_part(note.text, line + key_words.length, note.text.length - 1), gallery) ||
        !key_has_id(gallery, crypto) || key_is_weak(gallery) || !names_fit(log, gallery, origin))
        return fail(error, FAULT_WARRANT, 0, SLICE(""), SLICE(""));
    warrant_write_text(origin, gallery, &again);
    return slice_equal(buffer_slice(&again), note.text) || fail(error, FAULT_WARRANT, 0, SLICE(""), SLICE(""));
}
