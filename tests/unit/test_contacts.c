// SPDX-License-Identifier: Apache-2.0
/* Lists of contacts: every row is reported; one that cannot be imported says why and where. */
#include "test.h"

#include "formats/contacts.h"
#include "formats/fault.h"

static unsigned char memory[8 << 20];

static struct contact_list list;
static struct error error;

static bool read_list(const char *file)
{
    struct contact_defaults const defaults = { SLICE(""), SLICE("") };
    struct arena arena = { memory, 0, sizeof memory };
    error = (struct error){ 0 };
    return contacts_read(slice_of(file), &defaults, &arena, &list, &error);
}

static void a_table_is_read_row_by_row(void **state)
{
    (void)state;
    assert_true(read_list("Place,name,role,e-mail,source,source_date\r\n"
                          "AAA,Mission of Aland,Head,mission@aland.example,https://aland.example/contact,2012-11-30\r\n"
                          "BBB,Mission of Bland,,mission@,https://b.example,2012-11-30\r\n"
                          "B B,Mission,,m@b.example,https://b.example,2012-11-30\r\n"
                          "AAA,Again,,Mission@aland.example,https://a.example,2012-11-30\r\n"
                          "CCC,Mission of Cland,,m@c.example,,2012-11-30\r\n"
                          "CCC,Mission of Cland,,m@c.example,https://c.example,yesterday\r\n"
                          "CCC,\"Mission, of Cland\",m@c.example,https://c.example,2012\r\n"
                          "CCC,\"Mission, of Cland\",,m@c.example,https://c.example,2012\r\n"));
    assert_int_equal(list.count, 8);
    static const struct fault *const faults[] = {
        FAULT_NONE,         FAULT_ADDRESS,       FAULT_CONTACT_PLACE, FAULT_CONTACT_TWICE, FAULT_CONTACT_MISSING,
        FAULT_CONTACT_DATE, FAULT_CONTACT_CELLS, FAULT_NONE
    };
    for (size_t i = 0; i < list.count; i++) {
        assert_ptr_equal(list.rows[i].error.fault, faults[i]);
        assert_int_equal(list.rows[i].line, i + 2);
        assert_true(faults[i] == FAULT_NONE || list.rows[i].error.line == i + 2);
    }
    assert_slice(list.rows[0].address, "mission@aland.example");
    assert_slice(list.rows[0].place_name, "AAA");
    assert_slice(error_about(&list.rows[3].error, 1), "2");
    assert_slice(list.rows[7].name, "Mission, of Cland");
}

static void a_file_that_is_no_list_says_why(void **state)
{
    static const struct {
        const char *file;
        const struct fault *fault;
    } rows[] = { { "", FAULT_CONTACT_HEADER },
                 { "place,name\nAAA,x\n", FAULT_CONTACT_HEADER },
                 { "place,name,address,phone\n", FAULT_CONTACT_COLUMN },
                 { "place,name,address,email\n", FAULT_CONTACT_COLUMN_TWICE },
                 { "place,name,address\nAAA,\"x\n", FAULT_CSV_OPEN },
                 { "{\"memberships\": [", FAULT_CONTACT_JSON },
                 { "{\"persons\": []}", FAULT_CONTACT_POPOLO } };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_false(read_list(rows[i].file));
        assert_ptr_equal(error.fault, rows[i].fault);
    }
}

static void popolo_is_read_through_its_references(void **state)
{
    (void)state;
    assert_true(read_list(
        "{\"persons\":[{\"id\":\"p1\",\"name\":\"Ada "
        "Aland\",\"email\":\"ada@a.example\",\"updated_at\":\"2012-11-30T10:00:00Z\","
        "\"links\":[{\"url\":\"https://a.example/ada\"}]},{\"id\":\"p2\",\"name\":\"Bo Bland\"}],"
        "\"areas\":[{\"id\":\"N-1\",\"name\":\"North\"}],"
        "\"posts\":[{\"id\":\"s1\",\"label\":\"Member for North\",\"area_id\":\"N-1\"}],"
        "\"memberships\":[{\"person_id\":\"p1\",\"post_id\":\"s1\"},{\"person_id\":\"p2\",\"post_id\":\"s1\"},"
        "{\"person_id\":\"p1\",\"area\":{\"id\":\"S-1\",\"name\":\"South\"},\"role\":\"deputy\","
        "\"contact_details\":[{\"type\":\"phone\",\"value\":\"1\"},{\"type\":\"email\",\"value\":\"ada@s.example\"}]}]"
        "}"));
    assert_true(list.is_popolo);
    assert_int_equal(list.count, 3);
    assert_slice(list.rows[0].place, "N-1");
    assert_slice(list.rows[0].place_name, "North");
    assert_slice(list.rows[0].role, "Member for North");
    assert_slice(list.rows[0].address, "ada@a.example");
    assert_slice(list.rows[0].source, "https://a.example/ada");
    assert_slice(list.rows[0].source_date, "2012-11-30");
    assert_ptr_equal(list.rows[1].error.fault, FAULT_CONTACT_MISSING);
    assert_slice(list.rows[2].address, "ada@s.example");
    assert_slice(list.rows[2].role, "deputy");
    assert_true(read_list("place,name,address,source,source_date\nN-1,Somebody,\xCE\xB4@a.example,a list,2012\n"));
    assert_ptr_equal(list.rows[0].error.fault, FAULT_NONE); /* the relay says whether it carries that: mail/relay.h */
    assert_ptr_equal(list.rows[2].error.fault, FAULT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_table_is_read_row_by_row),
                                        cmocka_unit_test(a_file_that_is_no_list_says_why),
                                        cmocka_unit_test(popolo_is_read_through_its_references) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
