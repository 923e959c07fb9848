#!/usr/bin/env bash
# as-server.sh COMMAND...: runs a command as the services run: as their user, with their variables, in their home.
set -euo pipefail

# The variables are read as systemd reads them: nothing in them is carried out, and a pair of quotes around a value falls
# away. What it would read in other ways yet is refused.
number=0
while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    [[ $line =~ ^[[:blank:]]*([A-Za-z_][A-Za-z0-9_]*)=[[:blank:]]*(.*)$ ]] || continue
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    value=${value%"${value##*[![:blank:]]}"}
    case $value in
    \"*\" | \'*\') value=${value:1:-1} ;;
    esac
    case $value in
    *[\"\'\\]*)
        echo "as-server.sh: /etc/govinfo/env, line $number: write $name without quotes and backslashes" >&2
        exit 1
        ;;
    esac
    export "$name=$value"
done </etc/govinfo/env

cd "${GOVINFO_HOME:?/etc/govinfo/env does not set it}"
export HOME=$GOVINFO_HOME PATH=/opt/govinfo/venv/bin:$PATH
exec runuser -u govinfo -- "$@"
