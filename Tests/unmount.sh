#!/bin/sh
# Takes the disk with the articles away from a daemon that runs, and from one that is down: nothing may be withdrawn.
#
# Tests/unmount.sh PROGRAM, as root: it mounts, in a namespace of its own.
set -eu

program=$1
if [ -z "${FEEDHERALD_UNMOUNTING:-}" ]; then
    if ! unshare --mount --propagation private true 2>/dev/null; then
        echo "unmounting was NOT tried: it takes root, and the right to mount" >&2
        exit 1
    fi
    FEEDHERALD_UNMOUNTING=1 exec unshare --mount --propagation private "$0" "$program"
fi

place=$(mktemp -d)
daemon=
finish() {
    [ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
    umount -l "$place/disk" "$articles" 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
fail() {
    echo "FAILED ($kind): $1" >&2
    cat "$place/log" >&2
    exit 1
}
ask() { python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' "http://127.0.0.1:$port$1"; }
ids() { ask /news/feed.json | grep -o '"id": *"[^"]*"' | sort; }
start() {
    "$program" serve "$place/feeds" --listen "127.0.0.1:$port" --store "$place/state/store.sqlite" 2>>"$place/log" &
    daemon=$!
    for _ in $(seq 100); do
        if ask /readyz >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    fail "it is not ready"
}
stop() {
    kill -TERM "$daemon"
    wait "$daemon" || fail "it ends with $?"
    daemon=
}
expect_all() {
    [ "$(ids)" = "$known" ] || fail "$1: the feed shows $(ids | wc -l) of $(echo "$known" | wc -l) articles"
}
expect_told() {
    if "$program" status --dir "$place/feeds" --store "$place/state/store.sqlite" >"$place/status"; then
        fail "$1: status has nothing to say"
    fi
}
publish() { "$program" publish --now --dir "$place/feeds" --store "$place/state/store.sqlite" >"$place/report" || [ $? = 2 ]; }
wait_for() {
    for _ in $(seq 50); do
        if [ "$(ids | wc -l)" = "$1" ]; then return; fi
        sleep 0.1
    done
    fail "$2"
}
attach() { mount --bind "$place/disk" "$articles"; }

for kind in inside elsewhere; do
    rm -rf "$place/feeds" "$place/state"
    mkdir -p "$place/feeds/news" "$place/disk"
    mount -t tmpfs tmpfs "$place/disk"
    if [ "$kind" = inside ]; then
        articles=$place/feeds/news/articles
    else
        articles=$place/elsewhere
        echo "articles = \"$articles\"" >"$place/feeds/news/feed.toml"
    fi
    mkdir -p "$articles"
    for number in 1 2 3 4 5 6 7 8; do
        printf -- '---\ntitle: T%s\ndate: 2024-01-02\n---\nText of %s.\n' "$number" "$number" >"$place/disk/$number.md"
    done
    touch -d 2024-01-02 "$place"/disk/*.md
    attach
    start
    known=$(ids)
    [ "$(echo "$known" | wc -l)" = 8 ] || fail "the feed shows other than 8 articles"

    umount -l "$articles"
    sleep 3
    expect_all "unmounted while it runs"
    publish
    expect_all "unmounted while it runs, after a pass by hand"
    expect_told "unmounted while it runs"
    stop
    start
    sleep 2
    expect_all "unmounted, after a start"
    expect_told "unmounted, after a start"

    # Seen without being asked for, and so is what is written then.
    attach
    for _ in $(seq 50); do
        "$program" status --dir "$place/feeds" --store "$place/state/store.sqlite" >"$place/status" && break
        sleep 0.1
    done
    expect_all "mounted again"
    printf -- '---\ntitle: T10\ndate: 2024-01-03\n---\nText of 10.\n' >"$articles/10.md"
    wait_for 9 "what is written on the disk that is mounted again is not seen"
    known=$(ids)
    "$program" status --dir "$place/feeds" --store "$place/state/store.sqlite" >"$place/status" || fail "something is held still"

    stop
    umount -l "$articles"
    publish
    start
    sleep 2
    expect_all "unmounted while it was down"
    expect_told "unmounted while it was down"
    stop
    attach
    start
    expect_all "mounted again while it was down"
    printf -- '---\ntitle: T9\ndate: 2024-01-03\n---\nText of 9.\n' >"$articles/9.md"
    wait_for 10 "it does not go on when all is mounted again"
    stop
    umount -l "$articles" "$place/disk"
    echo "unmounted and mounted again ($kind): nothing was withdrawn"
done
