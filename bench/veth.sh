#!/usr/bin/env bash
# Runs a command where there is a cable that takes XDP frames, in network and mount namespaces of its own:
#
#   va  <-------->  vb 10.9.0.2/16            and a bpffs of its own at /sys/fs/bpf
#
# What goes out of va comes in at vb as from a network. Cable, programs and pins are gone with the last process in there, however it ends;
# nothing outside is touched.
#
#   bench/veth.sh COMMAND...             as root, such as bench/veth.sh bash
set -euo pipefail

if [ $# -eq 0 ]; then
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "veth.sh: network namespaces take root; try 'sudo $0 $*'" >&2
    exit 1
fi
"$(dirname "$0")/../scripts/need.sh" ip=iproute2 unshare=util-linux
# sysfs shows the interfaces of the namespace that mounted it.
# shellcheck disable=SC2016
exec unshare --net --mount --propagation private bash -euc '
    mount -t sysfs sysfs /sys
    mount -t bpf bpf /sys/fs/bpf
    ip link set lo up
    ip link add va type veth peer name vb
    ip link set va up
    ip link set vb up
    ip addr add 10.9.0.2/16 dev vb
    exec "$@"
' veth "$@"
