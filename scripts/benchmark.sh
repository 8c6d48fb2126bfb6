#!/usr/bin/env bash
# The figures of the README: scripts/benchmark.sh [part of a name]
# Measures on SQLite and, where PostgreSQL is installed, on a private server with its flushes to disk on. COINPULSE_TEST_POSTGRES names another server.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d "${TMPDIR:-/tmp}/coinpulse-benchmark.XXXXXX")
chmod 755 "$scratch"   # the server's own user must reach its folder in it
as_user() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

bin=$(dirname "$(readlink -f "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")") || true
finish() {
  if [ -f "$scratch/postgres/postmaster.pid" ]; then as_user "$bin/pg_ctl" -D "$scratch/postgres" -m immediate stop >/dev/null; fi
  rm -rf "$scratch"
}
trap finish EXIT

if [ -z "${COINPULSE_TEST_POSTGRES:-}" ] && [ -x "$bin/initdb" ]; then
  mkdir "$scratch/postgres"
  if [ "$(id -u)" = 0 ]; then chown postgres "$scratch/postgres"; fi
  for _ in $(seq 20); do
    port=$((20000 + RANDOM % 30000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  as_user "$bin/initdb" -D "$scratch/postgres" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  as_user "$bin/pg_ctl" -D "$scratch/postgres" -l "$scratch/postgres/server.log" -w -o "-h 127.0.0.1 -p $port -k $scratch/postgres" start >/dev/null
  export COINPULSE_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
fi

dotnet run -c Release --project CoinPulse.Tests -- benchmark "$@"
