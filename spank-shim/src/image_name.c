/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "image_name.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* A part is 1 + 62 characters, a user's name 1 + 31 as in useradd(8).
 * Workload managers take 007, 1e5 and True for something other than text. */
#define PART_MAX 63
#define USER_MAX 32

#define NAME_CHARACTERS LOWER DIGITS "._-"
#define TAG_CHARACTERS LOWER UPPER DIGITS "._-"

static int part_is(const char *part, size_t length, const char *word)
{
	return length == strlen(word) && strncasecmp(part, word, length) == 0;
}

/* FIRST: what a part may begin with; REST: what may follow. */
static const char *part_refusal(const char *part, size_t length,
				const char *first, const char *rest)
{
	if (length == 0)
		return "a part is empty";
	if (length > PART_MAX)
		return "a part is longer than 63 characters";
	if (!strchr(first, part[0]))
		return "a part begins with a character that it may not begin with";
	if (strspn(part, rest) < length)
		return "a part has a character that it may not have";
	if (part_is(part, length, "true") || part_is(part, length, "false"))
		return "a part is true or false";
	return NULL;
}

static const char *user_refusal(const char *user, size_t length)
{
	if (length == 0 || length > USER_MAX)
		return "the user's name is empty or longer than 32 characters";
	if (!strchr(LOWER UPPER DIGITS "_", user[0]) ||
	    strspn(user, TAG_CHARACTERS) < length)
		return "the user's name has a character that it may not have there";
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
			       NAME_CHARACTERS);
	if (refusal)
		return refusal;
	if (strcspn(text, LOWER) >= (size_t)(colon - text))
		return "the name has no letter";
	return part_refusal(colon + 1, strlen(colon + 1), LOWER UPPER DIGITS,
			    TAG_CHARACTERS);
}
