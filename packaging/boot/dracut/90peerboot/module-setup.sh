#!/bin/bash
# dracut: stage two. See ../../make-stage-one, which runs dracut with this and says what PEERBOOT_* are.

# Only where it is asked for.
check() { return 255; }

depends() { echo network; }

installkernel() {
    # shellcheck disable=SC2086 # names are words
    instmods $PEERBOOT_MODULES ${PEERBOOT_DRIVERS:-=drivers/net}
}

# shellcheck disable=SC2154 # dracut's variables
install() {
    local file
    cp -a "$PEERBOOT_FILES/." "$initdir/"
    for file in $PEERBOOT_PROGRAMS $PEERBOOT_LIBRARIES; do inst "$file"; done
    inst_multiple find head tail tr cut sed cat cp mkdir losetup mount modprobe mktemp sleep kill ip
    inst_simple "$moddir/around" /usr/lib/peerboot-boot/around
    inst_hook cmdline 90 "$moddir/cmdline.sh"
    inst_hook mount 90 "$moddir/mount.sh"
    inst_hook initqueue/timeout 90 "$moddir/timeout.sh"
}
