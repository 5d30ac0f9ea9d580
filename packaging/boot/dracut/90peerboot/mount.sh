#!/bin/sh
# shellcheck disable=SC2154 # dracut's

case $root in
peerboot:*)
    # shellcheck source=packaging/boot/dracut/90peerboot/around
    . /usr/lib/peerboot-boot/around
    pb_stage_two "$NEWROOT"
    ;;
esac
