#!/bin/sh
# as-server.sh COMMAND...: runs a command as the services run: as their user, with their variables, in their home.
set -eu
exec runuser -u govinfo -- sh -c 'set -a; . /etc/govinfo/env; cd "$GOVINFO_HOME"; PATH=/opt/govinfo/venv/bin:$PATH exec "$@"' sh "$@"
