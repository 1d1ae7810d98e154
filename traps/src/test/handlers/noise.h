/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * noise.h: numbers as good as random ones, the same each time for the same seed: SplitMix64 (Steele, Lea, Flood, 2014).
 */
#ifndef NOISE_H
#define NOISE_H

static unsigned long long noise_state;

/* A number below another one. Several threads may ask. */
static unsigned noise_below(unsigned limit)
{
    const unsigned long long now = __atomic_add_fetch(&noise_state, 0x9e3779b97f4a7c15ULL, __ATOMIC_RELAXED);
    unsigned long long mixed = (now ^ now >> 30) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebULL;
    return (unsigned)((mixed ^ mixed >> 31) >> 16) % limit;
}

#endif
