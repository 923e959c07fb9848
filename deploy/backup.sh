#!/usr/bin/env bash
# backup.sh FOLDER [KEEP]: writes FOLDER/govinfo-TIME, a backup of the home and of Dagster's database; with KEEP, only
# the newest KEEP backups stay. Needs the variables of env.example, pg_dump, and the python3 that govinfo is installed in.
# Runs may go on meanwhile.
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
[ -n "${GOVINFO_TABLES:-}" ] || [ -d "$home/tables" ] || refuse "$home holds no tables yet"
target=$folder/govinfo-$(date -u +%Y%m%dT%H%M%SZ)
draft=$folder/.draft-${target##*/}
outbox=alerts/outbox.sqlite3
trap 'rm -rf "$draft"' EXIT
mkdir -p "$draft"

# First the database, last the outbox: what was sent is then never forgotten, and a run that the database takes for
# unfinished is done anew.
pg_dump --format=custom --no-owner --file="$draft/dagster.dump"

# Of the tables what is committed by now: first their logs, then the files that these name, which never change and stay for
# days after they were replaced. What a run is writing is named by none. Tables of an object store are not in the home.
archive() { tar --file="$draft/home.tar" --directory="$home" "$@"; }
touch "$draft/now"
(cd "$home" && find . -path './tables/*/_delta_log/*' -type f ! -newer "$draft/now" -print0) |
    archive --create --null --files-from=-
mkdir "$draft/logs"
tar --extract --file="$draft/home.tar" --directory="$draft/logs"
python3 - "$draft/logs" <<'NAMED' | archive --append --null --files-from=-
import sys
from pathlib import Path

from deltalake import DeltaTable

root = Path(sys.argv[1]).resolve()
for log in sorted(root.glob("tables/*/_delta_log")):
    for file in DeltaTable(log.parent).file_uris():
        print(Path(file).relative_to(root), end="\0")
NAMED
rm -r "$draft/now" "$draft/logs"

# The rest: decisions, channels, messages. Not what is made again from these (cache, the console's index), and not the
# folder of Dagster: its configuration comes from deploy/, and the logs of steps are no part of the results.
archive --append --anchored --exclude=./{tables,cache,review,dagster} --exclude="./$outbox*" . ||
    [ $? = 1 ] # a file that grew meanwhile, such as that of messages
if [ -f "$home/$outbox" ]; then
    python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))' \
        "$home/$outbox" "$draft/outbox.sqlite3"
fi
# Files that people keep elsewhere than in the home.
for variable in GOVINFO_DECISIONS GOVINFO_BODIES GOVINFO_POPULATION GOVINFO_ALERTS; do
    file=${!variable:-} name=${variable#GOVINFO_}
    if [ -f "$file" ] && [[ $file != "$home"/* ]]; then
        cp "$file" "$draft/${name,,}.${file##*.}"
    fi
done

(cd "$draft" && sha256sum -- * >SHA256SUMS)
sync "$draft"/*
mv --no-target-directory "$draft" "$target"
echo "$target"
if [ -n "$keep" ]; then
    find "$folder" -mindepth 1 -maxdepth 1 -type d -name 'govinfo-*' | sort --reverse | tail --lines="+$((keep + 1))" |
        xargs --no-run-if-empty --delimiter='\n' rm -r
fi
