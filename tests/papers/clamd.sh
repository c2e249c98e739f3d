#!/bin/sh
# Find ClamAV's daemon, or install Debian's package. The tests start one of their own, with a signature of their own.
set -e
PATH="$PATH:/usr/sbin"
command -v clamd >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clamav-daemon >/dev/null && exit 0
fi
echo "clamd is missing: install the package clamav-daemon" >&2
exit 1
