// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* A program of the build: slurm_api_version() of the libslurm that is linked, and the number in its header. */
#include <slurm/slurm.h>
#include <slurm/slurm_version.h>
#include <stdio.h>

int main(void)
{
	return printf("0x%06lx 0x%06x\n", (unsigned long)slurm_api_version(), SLURM_VERSION_NUMBER) < 0;
}
