/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "json.h"

#include <string.h>

#define MAX_DEPTH 16

struct reader {
	const char *at;
	struct json *values;
	int count, used;
};

static int read_value(struct reader *r, int depth);

static void blanks(struct reader *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The four digits at TEXT, or -1. */
static long unit(const char *text)
{
	long value = 0;
	int i;

	for (i = 0; i < 4; i++) {
		int digit = hex(text[i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

/* From behind the opening quote to behind the closing one. */
static int read_string(struct reader *r, struct json *v)
{
	v->kind = JSON_STRING;
	v->text = r->at;
	while (*r->at != '"') {
		if ((unsigned char)*r->at < 0x20)
			return -1;
		if (*r->at++ != '\\')
			continue;
		if (*r->at == 'u') {
			if (unit(r->at + 1) < 0)
				return -1;
			r->at += 5;
		} else if (*r->at != '\0' && strchr("\"\\/bfnrt", *r->at)) {
			r->at++;
		} else {
			return -1;
		}
	}
	v->length = (size_t)(r->at++ - v->text);
	return 0;
}

static int digits(struct reader *r)
{
	size_t n = strspn(r->at, "0123456789");

	r->at += n;
	return n > 0 ? 0 : -1;
}

static int read_number(struct reader *r, struct json *v)
{
	v->kind = JSON_NUMBER;
	v->text = r->at;
	if (*r->at == '-')
		r->at++;
	if (*r->at == '0')
		r->at++;
	else if (digits(r) < 0)
		return -1;
	if (*r->at == '.') {
		r->at++;
		if (digits(r) < 0)
			return -1;
	}
	if (*r->at == 'e' || *r->at == 'E') {
		r->at++;
		if (*r->at == '+' || *r->at == '-')
			r->at++;
		if (digits(r) < 0)
			return -1;
	}
	v->length = (size_t)(r->at - v->text);
	return 0;
}

static int read_word(struct reader *r, struct json *v)
{
	static const struct {
		const char *text;
		enum json_kind kind;
	} words[] = { { "null", JSON_NULL }, { "true", JSON_TRUE }, { "false", JSON_FALSE } };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i].text);

		if (strncmp(r->at, words[i].text, n) == 0) {
			v->kind = words[i].kind;
			v->text = r->at;
			v->length = n;
			r->at += n;
			return 0;
		}
	}
	return -1;
}

/* A key and the colon behind it. */
static int read_key(struct reader *r)
{
	blanks(r);
	if (*r->at++ != '"' || r->used == r->count)
		return -1;
	r->values[r->used].next = r->used + 1;
	if (read_string(r, &r->values[r->used++]) < 0)
		return -1;
	blanks(r);
	return *r->at++ == ':' ? 0 : -1;
}

/* From behind the opening bracket to behind the closing one. */
static int read_members(struct reader *r, struct json *v, char end, int depth)
{
	v->kind = end == ']' ? JSON_ARRAY : JSON_OBJECT;
	v->text = r->at;
	blanks(r);
	if (*r->at != end) {
		for (;;) {
			if (end == '}' && read_key(r) < 0)
				return -1;
			if (read_value(r, depth + 1) < 0)
				return -1;
			blanks(r);
			if (*r->at != ',')
				break;
			r->at++;
		}
	}
	if (*r->at != end)
		return -1;
	v->length = (size_t)(r->at++ - v->text);
	return 0;
}

static int read_value(struct reader *r, int depth)
{
	struct json *v;
	int rc;

	blanks(r);
	if (r->used == r->count || depth > MAX_DEPTH)
		return -1;
	v = &r->values[r->used++];
	switch (*r->at) {
	case '"':
		r->at++;
		rc = read_string(r, v);
		break;
	case '[':
		r->at++;
		rc = read_members(r, v, ']', depth);
		break;
	case '{':
		r->at++;
		rc = read_members(r, v, '}', depth);
		break;
	case 'n':
	case 't':
	case 'f':
		rc = read_word(r, v);
		break;
	default:
		rc = read_number(r, v);
	}
	v->next = r->used;
	return rc;
}

int json_read(const char *text, struct json *values, int count)
{
	struct reader r = { .at = text, .values = values, .count = count };

	if (read_value(&r, 0) < 0)
		return -1;
	blanks(&r);
	return *r.at == '\0' ? 0 : -1;
}

int json_get(const struct json *values, int object, const char *key)
{
	size_t n = strlen(key);
	int i;

	if (object < 0 || values[object].kind != JSON_OBJECT)
		return -1;
	for (i = object + 1; i < values[object].next; i = values[i + 1].next)
		if (values[i].length == n && memcmp(values[i].text, key, n) == 0)
			return i + 1;
	return -1;
}

/* Room for the code point and a NUL is the caller's. Returns the bytes written. */
static size_t utf8(unsigned long c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* What the escape at *AT, behind its backslash, stands for; *AT moves behind it. Negative for half a pair. */
static long escaped(const char **at)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *t = *at;
	long high, low;

	if (*t != 'u') {
		(*at)++;
		return values[strchr(names, *t) - names];
	}
	high = unit(t + 1);
	*at = t + 5;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high > 0xdbff || t[5] != '\\' || t[6] != 'u')
		return -1;
	low = unit(t + 7);
	*at = t + 11;
	if (low < 0xdc00 || low > 0xdfff)
		return -1;
	return 0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00));
}

int json_string(const struct json *value, char *out, size_t size)
{
	const char *at = value->text, *end = value->text + value->length;
	size_t used = 0;

	if (value->kind != JSON_STRING)
		return -1;
	while (at < end) {
		long c = (unsigned char)*at++;

		/* Four bytes and the NUL at the most. */
		if (size - used < 5)
			return -1;
		if (c == '\\') {
			c = escaped(&at);
			if (c < 0x20 || c == 0x7f)
				return -1;
			used += utf8((unsigned long)c, out + used);
		} else if (c == 0x7f) {
			return -1;
		} else {
			out[used++] = (char)c;
		}
	}
	if (used >= size)
		return -1;
	out[used] = '\0';
	return 0;
}
