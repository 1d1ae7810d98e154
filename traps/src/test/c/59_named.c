/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Row 59: the same under a shim whose spec names prctl and syscall itself, traced.
 *
 * Breaks when: WatchBehaviour.over leaves these two calls out: "strict" is killed by SIGKILL.
 *
 * Shim: peculiar
 * Build: -D_GNU_SOURCE
 */
#include "59_restricted.c"
