// SPDX-License-Identifier: Apache-2.0
#include "cmd/html_to_text.h"

struct plain {
    struct slice html;
    size_t at;
    struct buffer *out;
    bool space;      /* a space is due before the next word */
    unsigned breaks; /* line feeds that end what was written: 2 is an empty line */
    bool exact;      /* in a pre */
    bool marked;     /* a list's or heading's mark was written, and its text comes next */
    bool cell;       /* in a cell of a table, which is one line */
};

/* How a tag breaks the text. */
static const struct {
    struct slice name;
    unsigned before, after;
    struct slice mark;
} blocks[] = {
    { { "h1", 2 }, 2, 2, { "# ", 2 } },
    { { "h2", 2 }, 2, 2, { "## ", 3 } },
    { { "h3", 2 }, 2, 2, { "### ", 4 } },
    { { "p", 1 }, 1, 1, { "", 0 } },
    { { "div", 3 }, 1, 1, { "", 0 } },
    { { "section", 7 }, 2, 1, { "", 0 } },
    { { "article", 7 }, 1, 1, { "", 0 } },
    { { "ul", 2 }, 1, 1, { "", 0 } },
    { { "ol", 2 }, 1, 1, { "", 0 } },
    { { "li", 2 }, 1, 1, { "- ", 2 } },
    { { "dl", 2 }, 1, 1, { "", 0 } },
    { { "dt", 2 }, 1, 0, { "", 0 } },
    { { "dd", 2 }, 0, 1, { "", 0 } },
    { { "table", 5 }, 1, 2, { "", 0 } },
    { { "caption", 7 }, 1, 1, { "", 0 } },
    { { "tr", 2 }, 1, 1, { "", 0 } },
    { { "br", 2 }, 1, 0, { "", 0 } },
    { { "pre", 3 }, 2, 2, { "", 0 } },
    { { "blockquote", 10 }, 1, 1, { "> ", 2 } },
    { { "nav", 3 }, 2, 1, { "", 0 } },
    { { "figure", 6 }, 1, 1, { "", 0 } },
    { { "figcaption", 10 }, 1, 1, { "", 0 } },
    { { "details", 7 }, 1, 1, { "", 0 } },
    { { "summary", 7 }, 1, 1, { "", 0 } },
    { { "form", 4 }, 1, 1, { "", 0 } },
    { { "header", 6 }, 1, 1, { "", 0 } },
    { { "footer", 6 }, 1, 1, { "", 0 } },
};

/* Shapes of plates: for upright, against turned, abstain level, not answered an outline, no right a dot. */
static const struct {
    struct slice class, sign;
} plate_signs[] = {
    { { "plate-for", 9 }, { "\xE2\x96\xB2", 3 } },
    { { "plate-against", 13 }, { "\xE2\x96\xBC", 3 } },
    { { "plate-abstain", 13 }, { "\xE2\x96\xAC", 3 } },
    { { "plate-object", 12 }, { "\xE2\x9C\x96", 3 } },
    { { "plate-none", 10 }, { "\xE2\x96\xA1", 3 } },
    { { "plate-no-right", 14 }, { "\xC2\xB7", 2 } },
    { { "plate-unknown", 13 }, { "?", 1 } },
};

/* --- writing ----------------------------------------------------------------------------------------------------- */

static void html_to_text_put(struct plain *plain, struct slice text)
{
    if (plain->space && plain->breaks == 0)
        buffer_add_byte(plain->out, ' ');
    plain->space = plain->marked = false;
    plain->breaks = 0;
    buffer_add(plain->out, text);
}

static void html_to_text_break_lines(struct plain *plain, unsigned count)
{
    if (plain->cell || plain->marked) {
        plain->space = plain->cell;
        return;
    }
    plain->space = false;
    if (plain->out->length == 0)
        return;
    for (; plain->breaks < count; plain->breaks++)
        buffer_add_byte(plain->out, '\n');
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* The place after `what`, from `from` on; the end when it does not come. */
static size_t html_to_text_after(struct slice html, struct slice what, size_t from)
{
    for (size_t at = from; at + what.length <= html.length; at++)
        if (slice_equal(slice_part(html, at, at + what.length), what))
            return at + what.length;
    return html.length;
}

static struct slice html_to_text_attribute(struct slice tag, struct slice name)
{
    size_t const begin = html_to_text_after(tag, name, 0);
    return begin >= tag.length ? SLICE("") : slice_part(tag, begin, slice_find(tag, '"', begin));
}

static bool html_to_text_has_word(struct slice words, struct slice word)
{
    struct slice piece;
    while (slice_next(&words, ' ', &piece))
        if (slice_equal(piece, word))
            return true;
    return false;
}

static struct slice html_to_text_tag_name(struct slice tag)
{
    size_t end = 0;
    while (end < tag.length &&
           ((tag.bytes[end] >= 'a' && tag.bytes[end] <= 'z') || (tag.bytes[end] >= '0' && tag.bytes[end] <= '9')))
        end++;
    return slice_part(tag, 0, end);
}

/* What a reference stands for: those that web/html.c writes. */
static void html_to_text_put_reference(struct plain *plain)
{
    static const struct slice rows[][2] = { { { "&amp;", 5 }, { "&", 1 } },  { { "&lt;", 4 }, { "<", 1 } },
                                            { { "&gt;", 4 }, { ">", 1 } },   { { "&quot;", 6 }, { "\"", 1 } },
                                            { { "&#39;", 5 }, { "'", 1 } },  { { "&#34;", 5 }, { "\"", 1 } },
                                            { { "&nbsp;", 6 }, { " ", 1 } }, { { "&middot;", 8 }, { "\xC2\xB7", 2 } } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (slice_begins(slice_part(plain->html, plain->at, plain->html.length), rows[i][0])) {
            html_to_text_put(plain, rows[i][1]);
            plain->at += rows[i][0].length;
            return;
        }
    html_to_text_put(plain, SLICE("&"));
    plain->at++;
}

static void html_to_text_put_byte(struct plain *plain)
{
    char const byte = plain->html.bytes[plain->at];
    bool const blank = byte == ' ' || byte == '\n' || byte == '\t';
    if (byte == '&') {
        html_to_text_put_reference(plain);
        return;
    }
    if (!blank || plain->exact)
        html_to_text_put(plain, slice_part(plain->html, plain->at, plain->at + 1));
    else
        plain->space = true;
    plain->at++;
}

static void html_to_text_skip_to(struct plain *plain, struct slice end)
{
    plain->at = html_to_text_after(plain->html, end, plain->at);
}

/* Each plate as its sign and the member's code. */
static void html_to_text_put_plates(struct plain *plain, struct slice svg)
{
    struct slice const code_begin = SLICE("class=\"plate-code\"");
    html_to_text_break_lines(plain, 1);
    for (size_t at = html_to_text_after(svg, SLICE("<a "), 0); at < svg.length;
         at = html_to_text_after(svg, SLICE("<a "), at)) {
        struct slice const tag = slice_part(svg, at, slice_find(svg, '>', at));
        struct slice const class = html_to_text_attribute(tag, SLICE("class=\""));
        size_t const code = slice_find(svg, '>', html_to_text_after(svg, code_begin, at)) + 1;
        for (size_t i = 0; i < sizeof plate_signs / sizeof *plate_signs; i++)
            if (html_to_text_has_word(class, plate_signs[i].class))
                html_to_text_put(plain, plate_signs[i].sign);
        plain->space = true;
        html_to_text_put(plain, slice_part(svg, code, slice_find(svg, '<', code)));
        html_to_text_put(plain, SLICE("  "));
    }
    html_to_text_break_lines(plain, 1);
}

static void html_to_text_put_drawing(struct plain *plain, struct slice tag)
{
    size_t const begin = plain->at;
    html_to_text_skip_to(plain, SLICE("</svg>"));
    if (html_to_text_has_word(html_to_text_attribute(tag, SLICE("class=\"")), SLICE("plates"))) {
        html_to_text_put_plates(plain, slice_part(plain->html, begin, plain->at));
        return;
    }
    struct slice const words = html_to_text_attribute(tag, SLICE("aria-label=\""));
    if (words.length > 0) {
        html_to_text_put(plain, SLICE("["));
        html_to_text_put(plain, words);
        html_to_text_put(plain, SLICE("]"));
    }
}

static bool html_to_text_is_cell(struct slice name)
{
    return slice_equal(name, SLICE("td")) || slice_equal(name, SLICE("th")) || slice_equal(name, SLICE("dd"));
}

static void html_to_text_open_tag(struct plain *plain, struct slice tag)
{
    struct slice const name = html_to_text_tag_name(tag);
    if (slice_equal(name, SLICE("svg"))) {
        html_to_text_put_drawing(plain, tag);
    } else if (slice_equal(name, SLICE("script")) || slice_equal(name, SLICE("template"))) {
        html_to_text_skip_to(plain, slice_equal(name, SLICE("script")) ? SLICE("</script>") : SLICE("</template>"));
    } else if (slice_equal(name, SLICE("div")) && html_to_text_has_word(tag, SLICE("hidden"))) {
        html_to_text_skip_to(plain, SLICE("</div>"));
    } else if (html_to_text_is_cell(name)) {
        plain->cell = plain->marked = false;
        if (plain->breaks == 0)
            html_to_text_put(plain, SLICE("  "));
        plain->cell = true;
    } else if (html_to_text_has_word(html_to_text_attribute(tag, SLICE("class=\"")), SLICE("meaning"))) {
        html_to_text_put(plain, SLICE(": "));
    }
    plain->exact |= slice_equal(name, SLICE("pre"));
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (slice_equal(blocks[i].name, name) && !html_to_text_is_cell(name)) {
            html_to_text_break_lines(plain, blocks[i].before);
            if (blocks[i].mark.length == 0)
                return;
            html_to_text_put(plain, blocks[i].mark);
            plain->marked = true;
        }
}

static void html_to_text_close_tag(struct plain *plain, struct slice name)
{
    if (slice_equal(name, SLICE("pre")))
        plain->exact = false;
    if (html_to_text_is_cell(name))
        plain->cell = false;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (slice_equal(blocks[i].name, name))
            html_to_text_break_lines(plain, blocks[i].after);
}

void html_to_text_write(struct slice html, struct buffer *out)
{
    size_t const main_tag = html_to_text_after(html, SLICE("<main"), 0);
    size_t const begin = slice_find(html, '>', main_tag) + 1;
    size_t const end = html_to_text_after(html, SLICE("</main>"), begin);
    struct plain plain = { .html = slice_part(html, begin, end), .out = out, .breaks = 2 };
    while (plain.at < plain.html.length) {
        if (plain.html.bytes[plain.at] != '<') {
            html_to_text_put_byte(&plain);
            continue;
        }
        size_t const close = slice_find(plain.html, '>', plain.at);
        struct slice const tag = slice_part(plain.html, plain.at + 1, close);
        plain.at = close < plain.html.length ? close + 1 : close;
        if (slice_begins(tag, SLICE("/")))
            html_to_text_close_tag(&plain, slice_part(tag, 1, tag.length));
        else
            html_to_text_open_tag(&plain, tag);
    }
    html_to_text_break_lines(&plain, 1);
}

/* --- lines ------------------------------------------------------------------------------------------------------- */

/* Where a line that begins at `from` is to end: before a space, so that at most `width` characters stand in it, or after
 * the first word where that is longer. */
static size_t html_to_text_line_end(struct slice text, size_t from, unsigned width)
{
    size_t space = from, at = from;
    for (unsigned column = 0; at < text.length && text.bytes[at] != '\n'; at++) {
        bool const is_space = text.bytes[at] == ' ' && at > from && text.bytes[at - 1] != ' ';
        if (column > width && space > from)
            return space;
        if (is_space)
            space = at;
        column += ((unsigned char)text.bytes[at] & 0xC0) != 0x80;
    }
    return at;
}

void html_to_text_wrap(struct slice text, unsigned width, struct buffer *out)
{
    unsigned const indent = 2;
    bool goes_on = false;
    for (size_t at = 0; at < text.length;) {
        size_t const end = html_to_text_line_end(text, at, goes_on ? width - indent : width);
        if (goes_on)
            buffer_add_text(out, "  ");
        buffer_add(out, slice_part(text, at, end));
        buffer_add_byte(out, '\n');
        goes_on = end < text.length && text.bytes[end] == ' ';
        for (at = end; at < text.length && text.bytes[at] == ' ' && goes_on;)
            at++;
        at += !goes_on;
    }
}
