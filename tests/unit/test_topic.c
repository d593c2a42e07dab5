// SPDX-License-Identifier: Apache-2.0
/* Every row of rules/topic.def is read and written as a topic; anything else is refused. */
#include "test.h"

#include "rules/topic.h"

static void each_row_is_read_and_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < topic_type_count; i++) {
        char memory[64];
        struct buffer out = BUFFER(memory);
        struct object const object = { .kind = topic_types[i].kind, .code = SLICE("X-1") };
        struct topic topic;
        topic_write(&object, &out);
        assert_true(topic_read(buffer_slice(&out), &topic));
        assert_int_equal(topic.kind, topic_types[i].kind);
        assert_slice(topic.code, "X-1");
        assert_int_equal(topic_takes_comments(&topic), topic_types[i].comments);
        assert_true(topic_is_among(buffer_slice(&out), topic.text));
    }
}

/* Forms offer only what there can be. */
static void each_kind_is_the_beginning_of_a_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < topic_kind_count; i++) {
        bool found = false;
        for (size_t j = 0; j < ACT_COUNT; j++)
            found |= slice_begins(act_types[j].name, slice_of(topic_kinds[i].beginning));
        assert_true(found);
    }
}

static void what_is_no_topic_is_refused(void **state)
{
    static const char *const bad[] = { "decision",     "decision:",   ":D-7", "decisions:D-7",
                                       "decision:D 7", "nothing:N-1", "kind:" };
    struct topic topic;
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (topic_read(slice_of(bad[i]), &topic))
            assert_string_equal(bad[i], "read as a topic");
    assert_true(topic_read(SLICE(""), &topic));
    assert_false(topic_takes_comments(&topic));
    assert_true(topic_read(SLICE("kind:decision."), &topic));
    assert_int_equal(topic.kind, OBJECT_NONE);
    assert_false(topic_takes_comments(&topic));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_read_and_written),
        cmocka_unit_test(each_kind_is_the_beginning_of_a_type),
        cmocka_unit_test(what_is_no_topic_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
