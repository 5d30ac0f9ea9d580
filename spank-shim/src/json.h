/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#ifndef PEERBOOT_JSON_H
#define PEERBOOT_JSON_H

#include <stddef.h>

enum json_kind { JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* One value. Those inside an array or object stand behind it, a key before its value; NEXT is the index of the first
 * one that is not inside. TEXT and LENGTH are the value as it is written, a string's without its quotes. */
struct json {
	enum json_kind kind;
	const char *text;
	size_t length;
	int next;
};

/*
 * json_read: reads TEXT, one JSON value (RFC 8259) and nothing but white space around it, into VALUES, which holds
 * COUNT. Nesting is bounded at 16. Allocates nothing; VALUES point into TEXT.
 *
 * Returns 0, or -1 if TEXT is not JSON, or holds more values or deeper ones.
 */
int json_read(const char *text, struct json *values, int count);

/*
 * json_get: the index of the value of KEY in the object at index OBJECT, or -1 if there is none, or OBJECT is no
 * object. A key is compared as it is written: ours hold no escapes. Of several with the same name the first counts.
 */
int json_get(const struct json *values, int object, const char *key);

/*
 * json_string: writes the string VALUE as UTF-8 and a NUL into OUT, which holds SIZE bytes.
 *
 * Returns 0, or -1 if VALUE is no string, OUT is too small, or the string holds what no line of text does: a control
 * character, half a surrogate pair.
 */
int json_string(const struct json *value, char *out, size_t size);

#endif
