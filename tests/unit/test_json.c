// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <jansson.h>

#include "web/json.h"
#include "web/table.h"

static char bytes[4096];

/* What is written is read again by a reader of another house. */
static void another_reader_reads_it(void **state)
{
    (void)state;
    struct buffer out = BUFFER(bytes);
    struct json json = json_begin(&out);
    json_object_begin(&json, NULL);
    json_text(&json, "title", SLICE("a \"b\" \\ \n\t\x01 <c> & \xC3\xA9 \xE2\x80\xA8"));
    json_text_if(&json, "empty", SLICE(""));
    json_array_begin(&json, "list");
    json_number(&json, NULL, 0);
    json_number(&json, NULL, 18446744073709551615u);
    json_array_begin(&json, NULL);
    json_array_end(&json);
    json_object_begin(&json, NULL);
    json_bool(&json, "yes", true);
    json_bool(&json, "no", false);
    json_nothing(&json, "none");
    json_object_end(&json);
    json_array_end(&json);
    json_text(&json, "last", SLICE("z"));
    json_object_end(&json);
    json_t *read = json_loadb(out.bytes, out.length, JSON_DECODE_INT_AS_REAL, NULL);
    assert_non_null(read);
    assert_string_equal(json_string_value(json_object_get(read, "title")),
                        "a \"b\" \\ \n\t\x01 <c> & \xC3\xA9 \xE2\x80\xA8");
    assert_null(json_object_get(read, "empty"));
    assert_int_equal(json_array_size(json_object_get(read, "list")), 4);
    assert_true(json_is_true(json_object_get(json_array_get(json_object_get(read, "list"), 3), "yes")));
    assert_string_equal(json_string_value(json_object_get(read, "last")), "z");
    json_decref(read);
}

static void no_tag_comes_out_of_it(void **state)
{
    (void)state;
    struct buffer out = BUFFER(bytes);
    struct json json = json_begin(&out);
    json_text(&json, NULL, SLICE("</script><!--"));
    assert_int_equal(slice_find(buffer_slice(&out), '<', 0), out.length);
}

static void bytes_that_are_no_text_are_replaced(void **state)
{
    (void)state;
    struct buffer out = BUFFER(bytes);
    struct json json = json_begin(&out);
    json_text(&json, NULL, SLICE("a\xFF\xC3"));
    assert_slice(buffer_slice(&out), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void the_type_says_the_kind(void **state)
{
    (void)state;
    struct buffer out = BUFFER(bytes);
    struct json json = json_begin(&out);
    const char *const word = "open", *const nothing = NULL;
    struct instant const at = { 1355347740, 4 * 3600, true }, unknown = { 0 };
    json_array_begin(&json, NULL);
    json_value(&json, NULL, SLICE("77"));
    json_value(&json, NULL, 77u);
    json_value(&json, NULL, (size_t)77);
    json_value(&json, NULL, (bool)true);
    json_value(&json, NULL, word);
    json_value(&json, NULL, nothing);
    json_value(&json, NULL, at);
    json_value(&json, NULL, unknown);
    json_value(&json, NULL, ((struct count){ true, 5 }));
    json_value(&json, NULL, ((struct count){ false, 5 }));
    json_array_end(&json);
    assert_slice(buffer_slice(&out), "[\"77\",77,77,true,\"open\",\"\",\"2012-12-13T01:29:00+04:00\",null,5,null]");
    assert_int_equal(JSON_KIND(at), JSON_INSTANT);
    assert_int_equal(JSON_KIND(word), JSON_TEXT);
    assert_int_equal(JSON_KIND((bool)true), JSON_BOOL);
    assert_int_equal(JSON_KIND(77u), JSON_NUMBER);
}

/* RFC 4180; what a program gets is exactly what the record holds. */
static void a_table_has_exact_cells(void **state)
{
    (void)state;
    struct buffer out = BUFFER(bytes);
    struct instant const at = { 0, 0, true }, unknown = { 0 };
    table_value(&out, SLICE("=SUM(A1)"), true);
    table_value(&out, SLICE("a, \"b\"\nc"), false);
    table_value(&out, 7u, false);
    table_value(&out, (bool)false, false);
    table_value(&out, at, false);
    table_value(&out, unknown, false);
    table_value(&out, ((struct count){ false, 5 }), false);
    csv_end_row(&out);
    assert_slice(buffer_slice(&out), "=SUM(A1),\"a, \"\"b\"\"\nc\",7,false,1970-01-01T00:00:00Z,,\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_reader_reads_it),
        cmocka_unit_test(no_tag_comes_out_of_it),
        cmocka_unit_test(bytes_that_are_no_text_are_replaced),
        cmocka_unit_test(the_type_says_the_kind),
        cmocka_unit_test(a_table_has_exact_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
