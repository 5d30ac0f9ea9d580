#!/bin/sh
# root=peerboot:IMAGE is ours, and wants a network: by DHCP unless ip= says otherwise.
# shellcheck disable=SC2034,SC2154 # dracut's

case $root in
peerboot:*)
    rootok=1
    echo "rd.neednet=1" >/etc/cmdline.d/90-peerboot.conf
    getarg ip= >/dev/null || echo "ip=dhcp" >>/etc/cmdline.d/90-peerboot.conf
    ;;
esac
