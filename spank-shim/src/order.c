/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "order.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "image_name.h"

/* Room for the name of a file in DEST, or of what DEST is made as first. */
#define DEST_MAX (PATH_MAX - NAME_MAX - 1)

int order_time(const char *text)
{
	char *end;
	long n;

	if (!isdigit((unsigned char)text[0]))
		return -1;
	n = strtol(text, &end, 10);
	if (n > ORDER_WAIT_MAX)
		return -1;
	if (strcmp(end, "m") == 0)
		n *= 60;
	else if (strcmp(end, "h") == 0)
		n *= 60 * 60;
	else if (*end && strcmp(end, "s") != 0)
		return -1;
	return n > ORDER_WAIT_MAX ? -1 : (int)n;
}

int order_truth(const char *text)
{
	if (!strcmp(text, "yes") || !strcmp(text, "true") || !strcmp(text, "1"))
		return 1;
	if (!strcmp(text, "no") || !strcmp(text, "false") || !strcmp(text, "0"))
		return 0;
	return -1;
}

/* Returns 0, or -1 with WHY. */
static int setting(struct order *order, const char *item, char *why, size_t size)
{
	if (strcmp(item, "copy") == 0) {
		order->copy = 1;
	} else if (strcmp(item, "strict") == 0) {
		order->strict = 1;
	} else if (strncmp(item, "strict=", 7) == 0) {
		order->strict = order_truth(item + 7);
		if (order->strict < 0) {
			snprintf(why, size, "\"%.128s\": is neither yes nor no; write strict or strict=no", item);
			return -1;
		}
	} else if (strncmp(item, "wait=", 5) == 0) {
		order->wait = order_time(item + 5);
		if (order->wait < 0) {
			snprintf(why, size, "\"%.128s\": is no time up to 24h; write wait=90s, wait=10m or wait=2h", item);
			return -1;
		}
	} else if (strchr(item, '=')) {
		snprintf(why, size, "\"%.128s\": is no setting; there are wait=TIME, strict, strict=no and copy", item);
		return -1;
	} else {
		snprintf(why, size, "\"%.128s\": %s; write NAME:TAG or ~USER/NAME:TAG, such as data:v3, and DEST after another colon",
			 item, image_name_refusal(item));
		return -1;
	}
	return 0;
}

static const char *dest_refusal(const struct order *order, const char *dest)
{
	const char *last = strrchr(dest, '/');
	size_t i;

	last = last ? last + 1 : dest;
	if (strlen(dest) > DEST_MAX)
		return "is too long";
	if (*last == '\0' || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return "has no name at its end";
	for (i = 0; dest[i]; i++)
		if (iscntrl((unsigned char)dest[i]))
			return "has a control character";
	for (i = 0; i < order->count; i++)
		if (order->images[i].dest && strcmp(order->images[i].dest, dest) == 0)
			return "is given twice";
	return NULL;
}

/* ITEM is cut in two. Returns 0, or -1 with WHY. */
static int image(struct order *order, char *item, char *why, size_t size)
{
	struct order_image *next = &order->images[order->count];
	char *slash = item[0] == '~' ? strchr(item, '/') : NULL;
	char *colon = strchr(slash ? slash : item, ':');
	char *dest = colon ? strchr(colon + 1, ':') : NULL;
	const char *refusal;
	size_t length;

	if (dest)
		*dest++ = '\0';
	refusal = image_name_refusal(item);
	if (refusal) {
		snprintf(why, size, "image \"%.200s\": %s; write NAME:TAG or ~USER/NAME:TAG, such as data:v3", item, refusal);
		return -1;
	}
	if (order->count == ORDER_IMAGES) {
		snprintf(why, size, "image \"%.200s\": is one more than %d; put what belongs together into one image", item,
			 ORDER_IMAGES);
		return -1;
	}
	if (dest) {
		for (length = strlen(dest); length > 1 && dest[length - 1] == '/'; length--)
			dest[length - 1] = '\0';
		refusal = dest_refusal(order, dest);
		if (refusal) {
			snprintf(why, size, "DEST \"%.128s\" of image \"%s\": %s; name what shall be made, such as /tmp/data", dest,
				 item, refusal);
			return -1;
		}
	}
	next->name = item;
	next->dest = dest;
	order->count++;
	return 0;
}

/* Returns 0, or -1 with WHY. */
static int whole(const struct order *order, char *why, size_t size)
{
	size_t i;

	if (order->count == 0) {
		snprintf(why, size, "names no image; write NAME:TAG[:DEST], such as data:v3");
		return -1;
	}
	for (i = 0; i < order->count && order->copy; i++)
		if (order->images[i].dest)
			return 0;
	if (order->copy) {
		snprintf(why, size, "\"copy\": there is no DEST to copy to; write NAME:TAG:DEST,copy");
		return -1;
	}
	return 0;
}

int order_parse(struct order *order, const char *text, char *why, size_t size)
{
	char *rest, *item;
	int rc = 0;

	order->count = 0;
	order->copy = 0;
	order->text = rest = strdup(text);
	if (!rest) {
		snprintf(why, size, "out of memory");
		return -1;
	}
	while (rc == 0 && (item = strsep(&rest, ",")) != NULL)
		rc = strchr(item, ':') ? image(order, item, why, size) : setting(order, item, why, size);
	if (rc == 0)
		rc = whole(order, why, size);
	if (rc < 0)
		order_free(order);
	return rc;
}

void order_free(struct order *order)
{
	free(order->text);
	order->text = NULL;
	order->count = 0;
}
