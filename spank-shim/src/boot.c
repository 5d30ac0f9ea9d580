/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include "boot.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "json.h"
#include "local_socket.h"

/* A choice is a command line of a few KiB and some paths of up to 4 KiB. */
#define REPLY_MAX (128 << 10)
#define VALUES_MAX 512
#define AGAIN_MS 1000
#define TELL_MS 2000
/* The peer takes no longer words. */
#define WHY_MAX 250
#define DIGEST_PREFIX "sha256:"
#define DIGEST_LENGTH 71

static const char ask_line[] = "{\"protocol\":1,\"op\":\"BOOT\"}\n";

struct answer {
	char reply[REPLY_MAX];
	struct json values[VALUES_MAX];
	char text[REPLY_MAX];
	int boot; /* index of the choice, 0 while there is none */
	int last; /* whether waiting changes nothing */
};

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int complain(const char *path, const char *what, const char *remedy)
{
	fprintf(stderr, "peerboot-event: %s: %s; %s\n", path, what, remedy);
	return -1;
}

/* Whether the value of KEY in the object at index IN is true. */
static int truth(const struct json *values, int in, const char *key)
{
	int at = json_get(values, in, key);

	return at >= 0 && values[at].kind == JSON_TRUE;
}

/* Reads the peer's line in A. Returns 0, or -1 after a complaint. */
static int understand(const char *path, struct answer *a)
{
	int error, boot;

	a->boot = 0;
	if (json_read(a->reply, a->values, VALUES_MAX) < 0 || a->values[0].kind != JSON_OBJECT)
		return complain(path, "the peer's answer is no JSON that is understood",
				"check that shim and peer are of one release");
	error = json_get(a->values, 0, "error");
	if (error >= 0 && a->values[error].kind == JSON_STRING) {
		if (json_string(&a->values[error], a->text, sizeof(a->text)) < 0)
			strcpy(a->text, "the peer refuses");
		return complain(path, a->text, "see the peer's log");
	}
	boot = json_get(a->values, 0, "boot");
	if (boot < 0 || a->values[boot].kind != JSON_OBJECT)
		return complain(path, "the peer's answer has no choice in it", "update the peer: it is older than this");
	a->boot = boot;
	a->last = truth(a->values, 0, "done") || truth(a->values, boot, "assigned");
	return 0;
}

/* Prints TEXT so that a shell takes it for one word. */
static void quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*text);
	}
	putchar('\'');
}

/* Returns 0, or -1 if the value is not what it must be. One that is absent is printed as empty. */
static int print_string(struct answer *a, const char *name, const char *key)
{
	int at = json_get(a->values, a->boot, key);

	a->text[0] = '\0';
	if (at >= 0 && a->values[at].kind != JSON_NULL &&
	    json_string(&a->values[at], a->text, sizeof(a->text)) < 0)
		return -1;
	printf("%s=", name);
	quoted(a->text);
	putchar('\n');
	return 0;
}

/* Several in one variable, a line each: a path holds no line end. */
static int print_initrd(struct answer *a)
{
	int list = json_get(a->values, a->boot, "initrd"), i;
	size_t used = 0;

	a->text[0] = '\0';
	if (list >= 0 && a->values[list].kind == JSON_ARRAY)
		for (i = list + 1; i < a->values[list].next; i = a->values[i].next) {
			if (used > 0)
				a->text[used++] = '\n';
			if (json_string(&a->values[i], a->text + used, sizeof(a->text) - used - 1) < 0)
				return -1;
			used += strlen(a->text + used);
		}
	printf("PEERBOOT_INITRD=");
	quoted(a->text);
	putchar('\n');
	return 0;
}

static int print_choice(const char *path, struct answer *a)
{
	if (print_string(a, "PEERBOOT_IMAGE", "image") < 0 || print_string(a, "PEERBOOT_DIGEST", "digest") < 0 ||
	    print_string(a, "PEERBOOT_TREE", "tree") < 0 || print_string(a, "PEERBOOT_KERNEL", "kernel") < 0 ||
	    print_initrd(a) < 0 || print_string(a, "PEERBOOT_APPEND", "append") < 0 ||
	    print_string(a, "PEERBOOT_WHY", "why") < 0)
		return complain(path, "the peer's choice has a value that is not understood",
				"check that shim and peer are of one release");
	printf("PEERBOOT_ASSIGNED=%s\n", truth(a->values, a->boot, "assigned") ? "yes" : "no");
	printf("PEERBOOT_LAST=%s\n", a->last ? "yes" : "no");
	return fflush(stdout) == 0 ? 0 : complain("standard output", strerror(errno), "give it room");
}

/* Asks once. Returns 0 with a choice in A, or -1 after a complaint. */
static int ask(const char *path, struct answer *a, int ms)
{
	if (local_socket_ask(path, ask_line, a->reply, sizeof(a->reply), ms) < 0)
		return complain(path, strerror(errno), "check that peerboot-peer runs on this node");
	return understand(path, a);
}

int boot_choice(const char *path, int seconds)
{
	struct answer *a = calloc(2, sizeof(*a)), *best = NULL;
	long long begun = now(), wait = begun + seconds * 1000LL;
	long long end = seconds * 1000LL > BOOT_CHECK_MS ? wait : begun + BOOT_CHECK_MS;
	int turn = 0, rc;

	if (!a) {
		complain("memory", strerror(errno), "free some");
		return 1;
	}
	for (;;) {
		/* A peer that goes away while we wait leaves us with what it said before. */
		if (ask(path, &a[turn], (int)(end - now())) == 0) {
			best = &a[turn];
			turn = !turn;
		}
		if (!best)
			break;
		if (best->last || now() + AGAIN_MS >= wait)
			break;
		poll(NULL, 0, AGAIN_MS);
	}
	rc = best ? print_choice(path, best) : -1;
	free(a);
	return rc == 0 ? 0 : 1;
}

static int good_digest(const char *image)
{
	return strlen(image) == DIGEST_LENGTH && strncmp(image, DIGEST_PREFIX, strlen(DIGEST_PREFIX)) == 0 &&
	       strspn(image + strlen(DIGEST_PREFIX), "0123456789abcdef") == 64;
}

/* Sends LINE and reads whether the peer took it; UNHEARD says what it means if it did not hear. Returns 0 or 1. */
static int tell(const char *path, const char *line, const char *unheard)
{
	char reply[16384];
	struct json values[VALUES_MAX];
	int error;

	if (local_socket_ask(path, line, reply, sizeof(reply), TELL_MS) < 0) {
		complain(path, strerror(errno), unheard);
		return 1;
	}
	if (json_read(reply, values, VALUES_MAX) < 0)
		return complain(path, "the peer's answer is no JSON that is understood", "update the older of the two"), 1;
	error = json_get(values, 0, "error");
	if (error >= 0 && values[error].kind == JSON_STRING) {
		fprintf(stderr, "peerboot-event: %.*s\n", (int)values[error].length, values[error].text);
		return 1;
	}
	return 0;
}

int boot_begins(const char *path, const char *image)
{
	char line[DIGEST_LENGTH + 64];

	if (strcmp(image, "none") == 0) {
		snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"BOOTING\"}\n");
	} else if (good_digest(image)) {
		snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"BOOTING\",\"image\":\"%s\"}\n", image);
	} else {
		complain("DIGEST", "is not sha256: and 64 digits", "pass $PEERBOOT_DIGEST, or none");
		return 1;
	}
	return tell(path, line, "the node boots all the same, and this boot is not counted");
}

int boot_done(const char *path, const char *image)
{
	char line[DIGEST_LENGTH + 64];

	if (!good_digest(image)) {
		complain("DIGEST", "is not sha256: and 64 digits", "pass $PEERBOOT_DIGEST");
		return 1;
	}
	snprintf(line, sizeof(line), "{\"protocol\":1,\"op\":\"BOOTED\",\"image\":\"%s\"}\n", image);
	return tell(path, line, "the tracker does not hear that the image is up");
}

int boot_failed(const char *path, const char *why)
{
	static const char front[] = "{\"protocol\":1,\"op\":\"BOOT_FAILED\",\"why\":\"";
	char line[sizeof(front) + WHY_MAX + 8];
	size_t used = sizeof(front) - 1, i;

	memcpy(line, front, used);
	for (i = 0; why[i] && i < WHY_MAX; i++) {
		char c = why[i];

		if (c == '"')
			c = '\'';
		else if (c == '\\')
			c = '/';
		else if (c < ' ' || c > '~')
			c = '?';
		line[used++] = c;
	}
	strcpy(line + used, "\"}\n");
	return tell(path, line, "the tracker does not hear why this node does not boot");
}
