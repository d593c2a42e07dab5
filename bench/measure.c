// SPDX-License-Identifier: Apache-2.0
#include "measure.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double measure_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double measure_processor(void)
{
    struct timespec used;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

void measure_add(struct measure *measure, double value)
{
    if (measure->count < MEASURE_REPEATS)
        measure->values[measure->count++] = value;
}

static int measure_compare(const void *a, const void *b)
{
    double const first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

static double measure_at(const struct measure *measure, size_t place)
{
    struct measure sorted = *measure;
    qsort(sorted.values, sorted.count, sizeof *sorted.values, measure_compare);
    return sorted.count > 0 ? sorted.values[place < sorted.count ? place : sorted.count - 1] : 0;
}

double measure_min(const struct measure *measure)
{
    return measure_at(measure, 0);
}

double measure_median(const struct measure *measure)
{
    return measure_at(measure, measure->count / 2);
}

double measure_max(const struct measure *measure)
{
    return measure_at(measure, MEASURE_REPEATS);
}

void measure_print(const char *what, const struct measure *measure, int digits)
{
    printf("| %s | %.*f | %.*f | %.*f |\n", what, digits, measure_min(measure), digits, measure_median(measure), digits,
           measure_max(measure));
}

void measure_pin(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)core, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0)
        perror("measure: cannot stay on one core");
}
