/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "image_name.h"

#include <stddef.h>
#include <string.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* A part is 1 + 62 characters, a user's name 1 + 31 as in useradd(8). */
#define PART_MAX 63
#define USER_MAX 32

static int part_is(const char *part, size_t length, const char *word)
{
	return length == strlen(word) && strncmp(part, word, length) == 0;
}

/* FIRST: what a part may begin with; REST: what may follow. */
static const char *part_refusal(const char *part, size_t length,
				const char *first, const char *rest)
{
	size_t i;
	int letters = 0;

	if (length == 0)
		return "a part is empty";
	if (length > PART_MAX)
		return "a part is longer than 63 characters";
	if (!strchr(first, part[0]))
		return "a part begins with a character that it may not begin with";
	for (i = 0; i < length; i++) {
		if (!strchr(rest, part[i]))
			return "a part has a character that it may not have";
		letters |= strchr(LOWER UPPER, part[i]) != NULL;
	}
	if (!letters)
		return "a part has no letter";
	if (part_is(part, length, "true") || part_is(part, length, "false"))
		return "a part is true or false";
	return NULL;
}

static const char *user_refusal(const char *user, size_t length)
{
	size_t i;

	if (length == 0 || length > USER_MAX)
		return "the user's name is empty or longer than 32 characters";
	if (!strchr(LOWER "_", user[0]))
		return "the user's name begins with a character that it may not begin with";
	for (i = 1; i < length; i++)
		if (!strchr(LOWER DIGITS "_.-", user[i]))
			return "the user's name has a character that it may not have";
	return NULL;
}

const char *image_name_refusal(const char *text)
{
	const char *refusal, *slash, *colon;

	if (text[0] == '~') {
		slash = strchr(text, '/');
		if (!slash)
			return "~USER is not followed by /NAME:TAG";
		refusal = user_refusal(text + 1, (size_t)(slash - text - 1));
		if (refusal)
			return refusal;
		text = slash + 1;
	}
	colon = strchr(text, ':');
	if (!colon)
		return "there is no colon between name and tag";
	refusal = part_refusal(text, (size_t)(colon - text), LOWER DIGITS,
			       LOWER DIGITS "._-");
	if (refusal)
		return refusal;
	return part_refusal(colon + 1, strlen(colon + 1), LOWER UPPER DIGITS,
			    LOWER UPPER DIGITS "._-");
}
