#!/usr/bin/env bash
# restore.sh BACKUP: puts a backup that backup.sh wrote into an empty database and a home without tables.
# Needs the variables of env.example, pg_restore and psql; run as the owner of the home, with every service stopped.
set -euo pipefail
umask 027

backup=${1:?usage: restore.sh BACKUP}
home=${GOVINFO_HOME:?is not set; load the variables of env.example first}
refuse() {
    echo "restore.sh: $*" >&2
    exit 1
}

[ -f "$backup/SHA256SUMS" ] || refuse "$backup is no backup: it has no SHA256SUMS"
(cd "$backup" && sha256sum --check --strict --quiet SHA256SUMS) || refuse "$backup is damaged; take another one"
for name in tables alerts decisions.csv; do
    [ ! -e "$home/$name" ] || refuse "$home holds $name already; move it away first"
done
there=$(psql --no-psqlrc --tuples-only --no-align --command="SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
[ "$there" = 0 ] || refuse "the database ${PGDATABASE:?} holds $there tables already; make an empty one: dropdb, createdb"

mkdir -p "$home"
tar --extract --no-overwrite-dir --file="$backup/home.tar" --directory="$home"
if [ -f "$backup/outbox.sqlite3" ]; then
    mkdir -p "$home/alerts"
    cp "$backup/outbox.sqlite3" "$home/alerts/"
fi
pg_restore --no-owner --exit-on-error --single-transaction --dbname="$PGDATABASE" "$backup/dagster.dump"
echo "restored $backup into $home and the database $PGDATABASE"
for file in "$backup"/{decisions,bodies,population,alerts}.*; do
    if [ -f "$file" ]; then
        echo "this lay elsewhere than in the home; copy it to its place: $file"
    fi
done
