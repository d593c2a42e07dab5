/* A small house in order, and one planted breach of each rule; tidy finds exactly that one. TIDY names the program. */
#include "../unit/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct planted {
    const char *path, *text;
};

/* Text that stands for a file that is taken away. */
#define GONE NULL

static const struct planted house[] = {
    { "meson.build", "# SPDX-License-Identifier: Apache-2.0\nexecutable('views', 'tool/views.c')\n" },
    { "src/base/word.h", "/* base/word.h - a word. */\n#include <stddef.h>\n" },
    { "src/base/word.c", "#include \"base/word.h\"\n\n#include <string.h>\n" },
    { "src/room/fault.def", "FAULT(LATE, \"late\")\n" },
    { "tool/faults.h", "#include \"room/fault.def\"\n" },
    { "src/room/turn.h", "/* room/turn.h - a turn. */\n#include \"base/word.h\"\n#include \"room/fault.def\"\n" },
    { "src/room/turn.c",
      "#include \"room/turn.h\"\n\n#include <time.h>\n\nint turn(void)\n{\n    return FAULT_LATE;\n}\n" },
    { "src/room/seat.h", "/* room/seat.h - a seat. */\n" },
    { "src/room/seat.c", "#include \"room/seat.h\"\n\n#include \"room/turn.h\"\n" },
    { "src/cmd/main.c", "#include \"room/turn.h\"\n\nint main(void)\n{\n    return 0;\n}\n" },
    { "tests/tidy/example_words.txt", "# comment\natlantis\nold norway\n" },
};

static const struct {
    struct planted planted;
    const char *said;
} breaches[] = {
    { { "src/base/word.c", "#include \"base/word.h\"\n#include \"room/turn.h\"\n" },
      "src/base/word.c:2: this floor may not include room/turn.h" },
    { { "src/base/word.c", "#include \"base/word.h\"\n#include <time.h>\n" },
      "src/base/word.c:2: the core does not include time.h" },
    { { "src/base/word.c", "#include \"base/word.h\"\nvoid *word(void)\n{\n    return malloc(1);\n}\n" },
      "src/base/word.c:4: this calls malloc; arena_take" },
    { { "src/room/turn.c",
        "#include \"room/turn.h\"\nint late = FAULT_LATE;\nint turn(char *a)\n{\n    return atoi(a);\n}\n" },
      "src/room/turn.c:5: this calls atoi; slice_number" },
    { { "src/room/turn.h", GONE }, "src/room/turn.c:1: this has no header" },
    { { "src/base/word.h", "/* A word. */\n" }, "src/base/word.h:1: the header does not begin with /* base/word.h - " },
    { { "src/base/lost.h", "/* base/lost.h - lost. */\n" }, "src/base/lost.h:1: nothing includes base/lost.h" },
    { { "tool/play.c", "int play;\n" }, "tool/play.c:1: no meson.build names this" },
    { { "script/build", "# TO"
                        "DO: build\n" },
      "script/build:1: this promises work TO"
      "DO" },
    { { "views/page.html", "<p>\n<b>Atlantis</b>\n" },
      "views/page.html:2: a word of the example stands here: atlantis" },
    { { "static/map.js", "const x = 'of_OLD Norway';\n" },
      "static/map.js:1: a word of the example stands here: old norway" },
    { { "static/map.js", "let x;\n" }, "static/map.js:1: this says no licence" },
    { { "src/room/fault.def", "FAULT(LATE, \"late\")\nFAULT(EARLY, \"early\")\n" },
      "src/room/fault.def:2: nothing fails with FAULT_EARLY" },
    { { "tool/faults.h", "\n" }, "src/room/fault.def:1: tool/faults.h does not include room/fault.def" },
    { { "src/room/turn.h", "/* room/turn.h - a turn. */\n#include \"base/word.h\"\n#include "
                           "\"room/fault.def\"\n#include \"room/seat.h\"\n" },
      "src/room/turn.h:4: a circle: this is included again by src/room/seat.c" },
};

/* Not breaches, though they look like ones. */
static const struct planted innocent[] = {
    { "views/page.html", "<p>Atlantisian, Norway and old, atlantis1\n" },
    { "src/base/word.c",
      "#include \"base/word.h\"\n/* malloc(1), atoi(x) */\nconst char *w = \"atoi(\\\"x\\\")\"; // free(x)\n" },
    { "src/base/word.c",
      "#include \"base/word.h\"\nvoid word(struct os *os)\n{\n    os->free(os); os->system(1); my_rand(2);\n}\n" },
    { "tests/unit/test_word.c", "#include \"room/turn.h\"\nint a(void)\n{\n    return atoi(\"1\"); /* FIX"
                                "ME */\n}\n" },
};

static void path_in(const char *root, const char *path, char full[512])
{
    assert_true(snprintf(full, 512, "%s/%s", root, path) < 512);
}

static bool is_code(const char *path)
{
    const char *const ending = strrchr(path, '.');
    return ending != NULL && (strcmp(ending, ".c") == 0 || strcmp(ending, ".h") == 0 || strcmp(ending, ".def") == 0);
}

static void plant(const char *root, const struct planted *planted)
{
    char full[512];
    path_in(root, planted->path, full);
    if (planted->text == GONE) {
        assert_int_equal(unlink(full), 0);
        return;
    }
    for (char *at = full + strlen(root) + 1; (at = strchr(at, '/')) != NULL; *at++ = '/') {
        *at = '\0';
        assert_true(mkdir(full, 0700) == 0 || errno == EEXIST);
    }
    FILE *const out = fopen(full, "w");
    assert_non_null(out);
    assert_true(fputs(planted->text, out) >= 0);
    if (is_code(planted->path))
        assert_true(fputs("// SPDX-License-Identifier: Apache-2.0\n", out) >= 0);
    assert_int_equal(fclose(out), 0);
}

/* Puts the house back as it was at that path. */
static void restore(const char *root, const char *path)
{
    for (size_t i = 0; i < COUNT(house); i++)
        if (strcmp(house[i].path, path) == 0) {
            plant(root, &house[i]);
            return;
        }
    plant(root, &(struct planted){ path, GONE });
}

static int run_tidy(const char *root, char said[4096])
{
    char command[1200];
    assert_non_null(getenv("TIDY"));
    snprintf(command, sizeof command, "'%s' '%s'", getenv("TIDY"), root);
    FILE *const out = popen(command, "r");
    assert_non_null(out);
    said[fread(said, 1, 4095, out)] = '\0';
    int const status = pclose(out);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int build_house(void **state)
{
    static char root[] = "/tmp/tidy.XXXXXX";
    if (mkdtemp(root) == NULL)
        return -1;
    for (size_t i = 0; i < COUNT(house); i++)
        plant(root, &house[i]);
    *state = root;
    return 0;
}

static int tear_down_house(void **state)
{
    char command[600];
    snprintf(command, sizeof command, "rm -r '%s'", (const char *)*state);
    return system(command);
}

static void a_house_in_order_passes(void **state)
{
    char said[4096];
    int const status = run_tidy(*state, said);
    assert_string_equal(said, "11 files, 0 breaches of the house rules\n");
    assert_int_equal(status, 0);
}

static void each_breach_is_found(void **state)
{
    for (size_t i = 0; i < COUNT(breaches); i++) {
        char said[4096];
        plant(*state, &breaches[i].planted);
        int const status = run_tidy(*state, said);
        if (status != 1 || strstr(said, breaches[i].said) == NULL) {
            print_error("planted: %s\nwanted:  %s\nsaid:    %s\n", breaches[i].planted.path, breaches[i].said, said);
            _fail(__FILE__, __LINE__);
        }
        restore(*state, breaches[i].planted.path);
    }
}

static void what_only_looks_like_one_is_not(void **state)
{
    for (size_t i = 0; i < COUNT(innocent); i++) {
        char said[4096];
        plant(*state, &innocent[i]);
        if (run_tidy(*state, said) != 0) {
            print_error("planted: %s\nsaid: %s\n", innocent[i].path, said);
            _fail(__FILE__, __LINE__);
        }
        restore(*state, innocent[i].path);
    }
}

static void long_functions_and_files_are_found(void **state)
{
    static char text[16384];
    char said[4096];
    struct planted const planted = { "src/cmd/main.c", text };
    for (unsigned lines = 69; lines <= 70; lines++) {
        strcpy(text, "#include \"room/turn.h\"\nint main(void)\n{\n");
        for (unsigned i = 0; i < lines; i++)
            strcat(text, "    ;\n");
        strcat(text, "}\n");
        plant(*state, &planted);
        assert_int_equal(run_tidy(*state, said), lines == 70);
        assert_int_equal(strstr(said, "src/cmd/main.c:3: this function has more than 70 lines") != NULL, lines == 70);
    }
    strcpy(text, "#include \"room/turn.h\"\n");
    for (unsigned i = 0; i < 698; i++)
        strcat(text, "int a;\n");
    plant(*state, &planted);
    assert_int_equal(run_tidy(*state, said), 0);
    strcat(text, "int a;\n");
    plant(*state, &planted);
    assert_int_equal(run_tidy(*state, said), 1);
    assert_non_null(strstr(said, "src/cmd/main.c:701: this file has more than 700 lines"));
    restore(*state, "src/cmd/main.c");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_house_in_order_passes),
        cmocka_unit_test(each_breach_is_found),
        cmocka_unit_test(what_only_looks_like_one_is_not),
        cmocka_unit_test(long_functions_and_files_are_found),
    };
    return cmocka_run_group_tests(tests, build_house, tear_down_house);
}
