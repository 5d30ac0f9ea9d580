/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#define _GNU_SOURCE
#include "meeting.h"

#include <poll.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

#include "local_socket.h"

#define LOOK_EVERY_MS 20

struct meeting {
	_Atomic long long beat; /* local_now_ms() */
	_Atomic int over;
	struct outcome outcome; /* written before over, read after it */
};

struct meeting *meeting_new(void)
{
	struct meeting *meeting =
		mmap(NULL, sizeof(*meeting), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (meeting == MAP_FAILED)
		return NULL;
	meeting_beat(meeting);
	return meeting;
}

void meeting_leave(struct meeting *meeting)
{
	munmap(meeting, sizeof(*meeting));
}

void meeting_beat(struct meeting *meeting)
{
	atomic_store(&meeting->beat, local_now_ms());
}

void meeting_end(struct meeting *meeting, const struct outcome *outcome)
{
	meeting->outcome = *outcome;
	atomic_store(&meeting->over, 1);
}

int meeting_await(struct meeting *meeting, struct outcome *outcome)
{
	while (!atomic_load(&meeting->over)) {
		if (local_now_ms() - atomic_load(&meeting->beat) > MEETING_SILENCE_MS)
			return -1;
		poll(NULL, 0, LOOK_EVERY_MS);
	}
	*outcome = meeting->outcome;
	return 0;
}
