#!/bin/sh
# A reader that is not ours, Node's "ws", against a bridge of our own: replies in pieces, a pause in which the room speaks
# on, and a stall after which it is given up and comes back. Nothing that it is owed may be missing.
#
#   bench/foreign-client.sh
#
# Needs node and npm (Debian packages), and what npm fetches. Prints what it found; exit code 1 if something was missing.
set -eu
script=foreign-client.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
tools nodejs node
tools npm npm
begin
cp "$root"/bench/foreign/package*.json "$root/bench/foreign/client.js" "$work/"
(cd "$work" && npm ci --silent --no-fund --no-audit)
start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --outbox-messages 200 --outbox-bytes 200000
(cd "$work" && node client.js "$url")
