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
    size_t limit; /* bytes[limit] and all after it may not be written yet */
    size_t size;
    bool cut; /* something did not fit */
};

/*
 * An empty text in a buffer, whose last `reserve` bytes are kept for what must not be cut off. The buffer itself is
 * not cleared: that would be a call of memset(3) for each line.
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
 * Appends a string of our own. Read through volatile, here and elsewhere, so that the compiler
 * cannot make a call of memcpy or strlen out of the loop (gcc: -ftree-loop-distribute-patterns): those may be
 * wrapped as well.
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
    /* Negated as unsigned: -LLONG_MIN does not exist as a signed number. */
    shimgen_text_digits(text, value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value, 10);
}

static inline void shimgen_text_hex(struct shimgen_text *text, unsigned long long value)
{
    shimgen_text_word(text, "0x");
    shimgen_text_digits(text, value, 16);
}

/* As in C: 0644; zero is plain 0. */
static inline void shimgen_text_octal(struct shimgen_text *text, unsigned long long value)
{
    if (value != 0) {
        shimgen_text_char(text, '0');
    }
    shimgen_text_digits(text, value, 8);
}

/*
 * One byte inside of quotes, escaped as in C. File names are bytes, not characters (path_resolution(7)), so everything
 * outside of printable ASCII is octal, as with strace(1). Always three digits: "\12" followed by a "3" would
 * otherwise read as one escape.
 */
static void shimgen_text_escaped(struct shimgen_text *text, unsigned char byte)
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

/* Opens the reserve: what follows always fits. Marks a text that was cut. */
static inline void shimgen_text_open_reserve(struct shimgen_text *text)
{
    text->limit = text->size;
    if (text->cut) {
        shimgen_text_word(text, "...");
    }
}

#endif
