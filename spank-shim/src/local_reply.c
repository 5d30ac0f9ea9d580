/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "local_reply.h"

#include <stdlib.h>
#include <string.h>

/* A reply is three deep; what is deeper than this is no reply. */
#define DEEPEST 16

struct reader {
	const char *at;
	int wrong; /* not JSON */
};

static void space(struct reader *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static int is_next(struct reader *r, char c)
{
	space(r);
	if (*r->at != c)
		return 0;
	r->at++;
	return 1;
}

static int hex4(const char *s)
{
	char digits[5] = { 0 };
	char *end;
	long n;

	memcpy(digits, s, strnlen(s, 4));
	n = strtol(digits, &end, 16);
	return end == digits + 4 ? (int)n : -1;
}

/* What stands behind a backslash as one byte, '?' for what has more. AT moves to its last byte. */
static char escaped(struct reader *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *known = *r->at ? strchr(from, *r->at) : NULL;
	int code;

	if (known)
		return to[known - from];
	code = *r->at == 'u' ? hex4(r->at + 1) : -1;
	if (code < 0) {
		r->wrong = *r->at != '\0';
		return '?';
	}
	r->at += 4;
	return code > 0 && code < 0x80 ? (char)code : '?';
}

/* Reads a string behind its first quote into OUT of SIZE. Returns whether all of it found room and its end. */
static int string(struct reader *r, char *out, size_t size)
{
	size_t n = 0;
	int fits = 1;

	for (; *r->at && *r->at != '"' && !r->wrong; r->at++) {
		char c = *r->at;

		if (c == '\\') {
			r->at++;
			c = escaped(r);
			if (!*r->at)
				break;
		}
		if (n + 1 < size)
			out[n++] = c;
		else
			fits = 0;
	}
	if (size > 0)
		out[n] = '\0';
	if (*r->at != '"')
		return 0;
	r->at++;
	return fits;
}

static void skip(struct reader *r, int depth);

/* Behind the opening bracket. */
static void skip_members(struct reader *r, char close, int depth)
{
	while (!r->wrong && *r->at && !is_next(r, close)) {
		skip(r, depth + 1);
		if (!is_next(r, ':') && !is_next(r, ','))
			space(r);
	}
}

static void skip(struct reader *r, int depth)
{
	size_t length;

	if (depth > DEEPEST) {
		r->wrong = 1;
	} else if (is_next(r, '"')) {
		string(r, NULL, 0);
	} else if (is_next(r, '{')) {
		skip_members(r, '}', depth);
	} else if (is_next(r, '[')) {
		skip_members(r, ']', depth);
	} else {
		length = strcspn(r->at, ",:}] \t");
		r->wrong = length == 0 && *r->at != '\0';
		r->at += length;
	}
}

static int number(struct reader *r)
{
	char *end;
	long n;

	space(r);
	n = strtol(r->at, &end, 10);
	/* Cut in the middle, it would be another number. */
	if (end == r->at || *end == '\0' || n < 0 || n > INT_MAX)
		n = 0;
	skip(r, 0);
	return (int)n;
}

/* The first image's pieces; then over the rest of the list. */
static void images(struct reader *r, struct local_reply *reply)
{
	char key[32];

	if (!is_next(r, '[')) {
		skip(r, 0);
		return;
	}
	if (is_next(r, '{')) {
		while (!r->wrong && is_next(r, '"')) {
			string(r, key, sizeof(key));
			if (!is_next(r, ':'))
				break;
			if (strcmp(key, "pieces") == 0)
				reply->pieces = number(r);
			else if (strcmp(key, "of") == 0)
				reply->of = number(r);
			else
				skip(r, 0);
			is_next(r, ',');
		}
		is_next(r, '}');
		is_next(r, ',');
	}
	skip_members(r, ']', 0);
}

static void printable(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = ' ';
}

int local_reply_read(const char *line, struct local_reply *reply)
{
	struct reader r = { .at = line };
	int good = 1;
	char key[32];

	memset(reply, 0, sizeof(*reply));
	if (!is_next(&r, '{'))
		return -1;
	while (!r.wrong && is_next(&r, '"')) {
		string(&r, key, sizeof(key));
		if (!is_next(&r, ':')) {
			r.wrong = *r.at != '\0';
			break;
		}
		space(&r);
		if (strcmp(key, "done") == 0) {
			reply->done = strncmp(r.at, "true", 4) == 0;
			skip(&r, 0);
		} else if (strcmp(key, "error") == 0 && is_next(&r, '"')) {
			string(&r, reply->error, sizeof(reply->error));
		} else if (strcmp(key, "tree") == 0 && is_next(&r, '"')) {
			good = string(&r, reply->tree, sizeof(reply->tree)) && reply->tree[0] == '/';
		} else if (strcmp(key, "images") == 0) {
			images(&r, reply);
		} else {
			skip(&r, 0);
		}
		is_next(&r, ',');
	}
	space(&r);
	printable(reply->error);
	if (reply->pieces > reply->of)
		reply->pieces = reply->of = 0;
	return r.wrong || !good || (*r.at && *r.at != '}') ? -1 : 0;
}
