/*
 * Copyright the shimgen authors.
 * SPDX-License-Identifier: Apache-2.0
 *
 * shimgen_text.h: a line of text, built in place. Never allocates, never writes past its end, and calls nothing:
 * snprintf(3) may be wrapped, reads the locale and is not safe in a signal handler (signal-safety(7)).
 */
#ifndef SHIMGEN_TEXT_H
#define SHIMGEN_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A text and the room it may take. */
struct shimgen_text {
    char *bytes;
    size_t length;
    size_t limit; /* bytes[limit] and those after it must not be written yet */
    size_t size;
    bool cut; /* something did not fit */
};

/*
 * Starts an empty text in a buffer whose last `reserve` bytes are kept for what must not be cut off. The buffer itself
 * is not cleared: that would be a call of memset(3) for each line.
 */
static inline void shimgen_text_init(struct shimgen_text *text, char *buffer, size_t size, size_t reserve)
{
    text->bytes = buffer;
    text->length = 0;
    text->limit = size - reserve;
    text->size = size;
    text->cut = false;
}

static inline void shimgen_text_char(struct shimgen_text *text, char character)
{
    if (text->length < text->limit) {
        text->bytes[text->length++] = character;
    } else {
        text->cut = true;
    }
}

/*
 * Appends a string of shimgen's own. It is read through volatile, here and elsewhere, so that the compiler cannot turn
 * the loop into a call of memcpy or strlen (gcc: -ftree-loop-distribute-patterns), which may be wrapped as well.
 */
static inline void shimgen_text_word(struct shimgen_text *text, const char *word)
{
    for (const volatile char *at = word; *at != '\0'; at++) {
        shimgen_text_char(text, *at);
    }
}

/* Digits in base 8, 10 or 16, without prefix. */
static void shimgen_text_digits(struct shimgen_text *text, unsigned long long value, unsigned base)
{
    char digits[24]; /* 22 octal digits hold 64 bits */
    size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    while (count > 0) {
        shimgen_text_char(text, digits[--count]);
    }
}

static inline void shimgen_text_unsigned(struct shimgen_text *text, unsigned long long value)
{
    shimgen_text_digits(text, value, 10);
}

static inline void shimgen_text_signed(struct shimgen_text *text, long long value)
{
    if (value < 0) {
        shimgen_text_char(text, '-');
    }
    /* Negated as unsigned: -LLONG_MIN cannot be represented as a signed number. */
    shimgen_text_digits(text, value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value, 10);
}

static inline void shimgen_text_hex(struct shimgen_text *text, unsigned long long value)
{
    shimgen_text_word(text, "0x");
    shimgen_text_digits(text, value, 16);
}

/* Octal, written as in C: 0644, and plain 0 for zero. */
static inline void shimgen_text_octal(struct shimgen_text *text, unsigned long long value)
{
    if (value != 0) {
        shimgen_text_char(text, '0');
    }
    shimgen_text_digits(text, value, 8);
}

/*
 * Writes mantissa * 2^exponent with six significant digits, as %g of printf(3) does, with integers only: floating-point
 * arithmetic would raise exceptions that the program can see (fenv(3)). Each step moves one power of ten from one
 * exponent to the other and loses less than 2^-60; the largest long double takes 4932 steps.
 */
static __attribute__((unused)) void shimgen_text_scaled(struct shimgen_text *text, unsigned long long mantissa, int exponent)
{
    int power = 5;
    while (mantissa >> 63 == 0) {
        mantissa <<= 1;
        exponent--;
    }
    /* Scale to 100000 <= mantissa * 2^exponent < 1000000; the mantissa's highest bit is always set. */
    while (exponent > -44 || (exponent == -44 && mantissa >> 44 >= 1000000)) {
        unsigned long long quotient = mantissa / 10;
        unsigned long long rest = mantissa % 10;
        while (quotient >> 63 == 0) {
            rest <<= 1;
            quotient = quotient << 1 | (rest >= 10);
            rest -= rest >= 10 ? 10 : 0;
            exponent--;
        }
        mantissa = quotient;
        power++;
    }
    while (exponent < -47 || mantissa >> -exponent < 100000) {
        mantissa = (mantissa >> 4) * 10 + ((mantissa & 15) * 10 >> 4);
        exponent += 4;
        if (mantissa >> 63 == 0) {
            mantissa <<= 1;
            exponent--;
        }
        power--;
    }
    const unsigned long long half = 1ULL << (-exponent - 1);
    const unsigned long long below = mantissa & (2 * half - 1);
    unsigned long long digits = mantissa >> -exponent;
    digits += below > half || (below == half && digits % 2 != 0); /* to the nearest, ties to even */
    if (digits == 1000000) {
        digits = 100000;
        power++;
    }
    int last = 5; /* the last digit that is not 0, counted from the first */
    for (unsigned long long rest = digits; rest % 10 == 0; rest /= 10) {
        last--;
    }
    const bool scientific = power < -4 || power >= 6;
    const int point = scientific ? 0 : power; /* the digit before the point */
    for (int i = point < 0 ? point : 0; i <= last || i <= point; i++) {
        unsigned long long digit = digits;
        for (int below = i; below < 5; below++) {
            digit /= 10;
        }
        shimgen_text_char(text, i < 0 ? '0' : (char)('0' + digit % 10));
        if (i == point && i < last) {
            shimgen_text_char(text, '.');
        }
    }
    if (scientific) {
        const unsigned magnitude = (unsigned)(power < 0 ? -power : power);
        shimgen_text_word(text, power < 0 ? "e-" : "e+");
        shimgen_text_word(text, magnitude < 10 ? "0" : "");
        shimgen_text_unsigned(text, magnitude);
    }
}

/*
 * Writes a floating-point number from its parts. `special` says that it is infinity or not a number; `fraction`, the
 * mantissa without its integer bit, tells these two apart.
 */
static __attribute__((unused)) void shimgen_text_number(struct shimgen_text *text, bool negative, bool special, unsigned long long mantissa,
                                unsigned long long fraction, int exponent)
{
    shimgen_text_word(text, negative ? "-" : "");
    if (special) {
        shimgen_text_word(text, fraction == 0 ? "inf" : "nan");
    } else if (mantissa == 0) {
        shimgen_text_char(text, '0');
    } else {
        shimgen_text_scaled(text, mantissa, exponent);
    }
}

/*
 * Appends one byte inside quotes, escaped as in C. File names are bytes, not characters (path_resolution(7)), so
 * everything outside printable ASCII is octal, as with strace(1). Always three digits: "\12" followed by a "3" would
 * otherwise read as one escape.
 */
static inline void shimgen_text_escaped(struct shimgen_text *text, unsigned char byte)
{
    static const char letters[] = "\"\"\\\\\nn\tt\rr\ff\vv"; /* pairs: the byte, the letter that stands for it */
    for (size_t i = 0; i + 1 < sizeof letters; i += 2) {
        if (byte == (unsigned char)letters[i]) {
            shimgen_text_char(text, '\\');
            shimgen_text_char(text, letters[i + 1]);
            return;
        }
    }
    if (byte >= 0x20 && byte < 0x7f) {
        shimgen_text_char(text, (char)byte);
        return;
    }
    shimgen_text_char(text, '\\');
    shimgen_text_char(text, (char)('0' + (byte >> 6)));
    shimgen_text_char(text, (char)('0' + ((byte >> 3) & 7)));
    shimgen_text_char(text, (char)('0' + (byte & 7)));
}

/* Makes the reserve available, so that what follows always fits. Marks a text that was cut off. */
static inline void shimgen_text_open_reserve(struct shimgen_text *text)
{
    text->limit = text->size;
    if (text->cut) {
        text->cut = false;
        shimgen_text_word(text, "...");
    }
}

#endif
