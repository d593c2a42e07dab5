/* measure.h - repeats and their summary: min, median, max.
 *
 * Every figure in docs/performance.md is a ratio of two things measured in one run on one machine, at least five times. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>

enum { MEASURE_REPEATS = 9 };

struct measure {
    double values[MEASURE_REPEATS];
    size_t count;
};

/* Seconds of a clock that only goes forward. */
double measure_now(void);
/* Seconds of processor time of the calling thread: what other work on the machine cannot stretch much. */
double measure_processor(void);
void measure_add(struct measure *measure, double value);
double measure_min(const struct measure *measure);
double measure_median(const struct measure *measure);
double measure_max(const struct measure *measure);
/* Prints a row of a table: "| what | min | median | max |". */
void measure_print(const char *what, const struct measure *measure, int digits);
/* Keeps the calling process, and what it starts, on one core. */
void measure_pin(int core);

#endif
