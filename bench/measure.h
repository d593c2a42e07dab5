// SPDX-License-Identifier: Apache-2.0
/* measure.h - repeated measurements and their summary: minimum, median, maximum.
 *
 * Every figure in docs/performance.md is the ratio of two measurements in one run on one machine, repeated at least five times. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stddef.h>
#include <stdint.h>

enum { MEASURE_REPEATS = 9 };

struct measure {
    double values[MEASURE_REPEATS];
    size_t count;
};

/* Seconds of a monotonic clock. */
double measure_now(void);
/* Processor seconds of the calling thread, which other load on the machine hardly changes. */
double measure_processor(void);
void measure_add(struct measure *measure, double value);
double measure_min(const struct measure *measure);
double measure_median(const struct measure *measure);
double measure_max(const struct measure *measure);
/* Prints a table row: "| what | min | median | max |". */
void measure_print(const char *what, const struct measure *measure, int digits);
/* Keeps the calling process and its children on one core. */
void measure_pin(int core);

#endif
