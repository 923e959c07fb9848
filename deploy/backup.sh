#!/usr/bin/env bash
# backup.sh FOLDER [KEEP]: writes FOLDER/govinfo-TIME, a backup of the home and of Dagster's database; with KEEP, only
# the newest KEEP backups stay. Needs the variables of env.example, pg_dump and python3. Runs may go on meanwhile.
set -euo pipefail
umask 077

folder=${1:?usage: backup.sh FOLDER [KEEP]}
keep=${2:-}
home=${GOVINFO_HOME:?is not set; load the variables of env.example first}
refuse() {
    echo "backup.sh: $*" >&2
    exit 1
}
[[ $keep =~ ^([1-9][0-9]*)?$ ]] || refuse "KEEP is a number of backups, not '$keep'"
[ -d "$home/tables" ] || refuse "$home holds no tables yet"
target=$folder/govinfo-$(date -u +%Y%m%dT%H%M%SZ)
draft=$folder/.draft-${target##*/}
outbox=alerts/outbox.sqlite3
trap 'rm -rf "$draft"' EXIT
mkdir -p "$draft"

# First the database, last the outbox: what was sent is then never forgotten, and a run that the database takes for
# unfinished is done anew.
pg_dump --format=custom --no-owner --file="$draft/dagster.dump"

# Of the tables first what is committed by now, then the files that it names: these never change, and stay for days after
# they were replaced.
archive() { tar --file="$draft/home.tar" --directory="$home" "$@"; }
touch "$draft/now"
(cd "$home" && find tables -path '*/_delta_log/*' -type f ! -newer "$draft/now" -print0) |
    archive --create --null --files-from=-
rm "$draft/now"
archive --append --exclude=_delta_log tables

# The rest: decisions, channels, messages. Not what is made again from these (cache, the console's index), and not the
# folder of Dagster: its configuration comes from deploy/, and the logs of steps are no part of the results.
archive --append --anchored --exclude=./{tables,cache,review,dagster} --exclude="./$outbox*" . ||
    [ $? = 1 ] # a file that grew meanwhile, such as that of messages
if [ -f "$home/$outbox" ]; then
    python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))' \
        "$home/$outbox" "$draft/outbox.sqlite3"
fi
if [ -n "${GOVINFO_DECISIONS:-}" ] && [ -f "$GOVINFO_DECISIONS" ]; then
    cp "$GOVINFO_DECISIONS" "$draft/decisions.csv"
fi

(cd "$draft" && sha256sum -- * >SHA256SUMS)
sync "$draft"/*
mv --no-target-directory "$draft" "$target"
echo "$target"
if [ -n "$keep" ]; then
    find "$folder" -mindepth 1 -maxdepth 1 -type d -name 'govinfo-*' | sort --reverse | tail --lines="+$((keep + 1))" |
        xargs --no-run-if-empty --delimiter='\n' rm -r
fi
