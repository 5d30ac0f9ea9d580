/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* The text behind --peerboot=. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "order.h"
#include "site.h"

static struct order order;
static char why[1024];

static int parse(const char *text)
{
	char *copy = strdup(text);
	int rc;

	order.wait = 600;
	order.strict = 0;
	why[0] = '\0';
	rc = order_parse(&order, copy, why, sizeof(why));
	memset(copy, 'X', strlen(copy));
	free(copy);
	return rc;
}

static void takes_an_image_alone(void **state)
{
	(void)state;
	assert_int_equal(parse("data:v3"), 0);
	assert_int_equal(order.count, 1);
	assert_string_equal(order.images[0].name, "data:v3");
	assert_null(order.images[0].dest);
	assert_int_equal(order.wait, 600);
	assert_int_equal(order.strict, 0);
	assert_int_equal(order.copy, 0);
	order_free(&order);
}

static void takes_the_third_field_for_dest(void **state)
{
	(void)state;
	assert_int_equal(parse("~ann/data:v3:/scratch/a:b//"), 0);
	assert_string_equal(order.images[0].name, "~ann/data:v3");
	assert_string_equal(order.images[0].dest, "/scratch/a:b");
	order_free(&order);
}

static void takes_several_images_and_settings(void **state)
{
	(void)state;
	assert_int_equal(parse("data:v3:in,tools:1,wait=10m,strict,copy"), 0);
	assert_int_equal(order.count, 2);
	assert_string_equal(order.images[0].dest, "in");
	assert_string_equal(order.images[1].name, "tools:1");
	assert_int_equal(order.wait, 600);
	assert_int_equal(order.strict, 1);
	assert_int_equal(order.copy, 1);
	order_free(&order);
	assert_int_equal(parse("data:v3,strict=no,wait=0"), 0);
	assert_int_equal(order.strict, 0);
	assert_int_equal(order.wait, 0);
	order_free(&order);
}

static void refuses(const char *text, const char *words)
{
	assert_int_equal(parse(text), -1);
	if (!strstr(why, words))
		fail_msg("\"%s\" is refused with: %s", text, why);
	assert_null(order.text);
}

static void refuses_what_it_does_not_understand(void **state)
{
	(void)state;
	refuses("", "there is no colon between name and tag; write NAME:TAG");
	refuses("data", "\"data\": there is no colon between name and tag");
	refuses("Data:v3", "image \"Data:v3\": a part begins with a character");
	refuses("~ann/data", "there is no colon between name and tag");
	refuses("data:v3,,tools:1", "there is no colon");
	refuses("data:v3,wiat=3", "\"wiat=3\": is no setting; there are wait=TIME");
	refuses("data:v3,wait=ever", "is no time up to 24h; write wait=90s");
	refuses("data:v3,strict=maybe", "is neither yes nor no");
	refuses("strict", "names no image");
	refuses("data:v3,copy", "there is no DEST to copy to");
	refuses("a:1b,a:2b,a:3b,a:4b,a:5b,a:6b,a:7b,a:8b,a:9b", "is one more than 8");
}

static void refuses_a_dest_that_cannot_be_made(void **state)
{
	char text[8192] = "data:v3:/";

	(void)state;
	refuses("data:v3:", "DEST \"\" of image \"data:v3\": has no name at its end; name what shall be made");
	refuses("data:v3:/", "has no name at its end");
	refuses("data:v3:..", "has no name at its end");
	refuses("data:v3:a/./", "has no name at its end");
	refuses("data:v3:a\nb", "has a control character");
	refuses("data:v3:a,tools:1:a", "is given twice");
	memset(text + strlen(text), 'a', 5000);
	refuses(text, "is too long");
}

static void reads_times(void **state)
{
	(void)state;
	assert_int_equal(order_time("90"), 90);
	assert_int_equal(order_time("90s"), 90);
	assert_int_equal(order_time("10m"), 600);
	assert_int_equal(order_time("24h"), 86400);
	assert_int_equal(order_time("25h"), -1);
	assert_int_equal(order_time("99999999999999999999h"), -1);
	assert_int_equal(order_time("-1"), -1);
	assert_int_equal(order_time(""), -1);
	assert_int_equal(order_time("5d"), -1);
}

static void reads_what_the_site_set(void **state)
{
	char *good[] = { "socket=/run/other.sock", "wait=2m", "strict=yes" };
	char *bad[] = { "sokcet=/x", "wait=7" };
	char *none[] = { "socket=peer.sock" };
	struct site site;

	(void)state;
	site_read(&site, 0, NULL);
	assert_string_equal(site.socket, "/run/peerboot/peer.sock");
	assert_int_equal(site.wait, 600);
	assert_int_equal(site.strict, 0);
	site_read(&site, 3, good);
	assert_string_equal(site.socket, "/run/other.sock");
	assert_int_equal(site.wait, 120);
	assert_int_equal(site.strict, 1);
	assert_string_equal(site.why, "");
	site_read(&site, 2, bad);
	assert_string_equal(site.why, "plugstack.conf: argument \"sokcet=/x\": is not known; there are "
				      "socket=PATH, wait=TIME and strict=yes|no");
	assert_int_equal(site.wait, 7);
	site_read(&site, 1, none);
	assert_non_null(strstr(site.why, "is no absolute path"));
	assert_string_equal(site.socket, "/run/peerboot/peer.sock");
}

/* The build that is shipped knows no failures on demand. */
static void knows_no_faults(void **state)
{
	char *fault[] = { "fault=task_init" };
	struct site site;

	(void)state;
	site_read(&site, 1, fault);
	assert_non_null(strstr(site.why, "is not known"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_an_image_alone),
		cmocka_unit_test(takes_the_third_field_for_dest),
		cmocka_unit_test(takes_several_images_and_settings),
		cmocka_unit_test(refuses_what_it_does_not_understand),
		cmocka_unit_test(refuses_a_dest_that_cannot_be_made),
		cmocka_unit_test(reads_times),
		cmocka_unit_test(reads_what_the_site_set),
		cmocka_unit_test(knows_no_faults),
	};

	return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
