#!/usr/bin/env bash
# Builds, checks the format and runs every test: ./test.sh [--filter Name | other arguments of dotnet test]
# Starts a private PostgreSQL and Redis on free loopback ports where it finds them (or, as root on Debian, may install them) and stops them at the end.
# What this machine cannot have is named and counted as skipped. The last line is the count.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 COINPULSE_REQUIRE_ALL=${COINPULSE_REQUIRE_ALL:-0}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/coinpulse-test.XXXXXX")
chmod 755 "$scratch"   # the server's own user must reach its folder in it
servers=()             # commands that stop what was started
missing=()             # what this machine could not have

finish() {
  for stop in "${servers[@]+"${servers[@]}"}"; do eval "$stop" >/dev/null 2>&1; done
  rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 30000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  return 1
}

# Servers refuse to run as root: there, another user runs them.
as_user() { local user=$1; shift; if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi; }

find_postgres() {
  local found
  found=$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] && dirname "$(readlink -f "$found")"
}

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

install_missing() {
  local wanted=()
  [ -n "${COINPULSE_TEST_POSTGRES:-}" ] || [ -n "$(find_postgres)" ] || wanted+=(postgresql)
  [ -n "${COINPULSE_TEST_REDIS:-}" ] || command -v redis-server >/dev/null || wanted+=(redis-server)
  [ -n "${COINPULSE_TEST_CHROMIUM:-}" ] || [ -n "$(find_chromium)" ] || wanted+=(chromium fonts-noto-cjk)
  [ ${#wanted[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "Installing ${wanted[*]}"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}") >"$scratch/apt.log" 2>&1 ||
    { echo "Could not install ${wanted[*]}:"; tail -n 3 "$scratch/apt.log"; }
}

start_postgres() {
  [ -z "${COINPULSE_TEST_POSTGRES:-}" ] || return 0
  local bin data port user=postgres
  bin=$(find_postgres) || true
  [ -n "$bin" ] || { missing+=("PostgreSQL: not installed"); return; }
  data="$scratch/postgres"; port=$(free_port); mkdir "$data"
  if [ "$(id -u)" = 0 ]; then chown "$user" "$data"; fi
  if as_user "$user" "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$scratch/postgres.log" 2>&1 &&
    as_user "$user" "$bin/pg_ctl" -D "$data" -l "$data/server.log" -w -o "-h 127.0.0.1 -p $port -k $data -c fsync=off -c synchronous_commit=off \
      -c full_page_writes=off -c max_connections=200" start >>"$scratch/postgres.log" 2>&1; then
    servers+=("as_user $user '$bin/pg_ctl' -D '$data' -m immediate stop")
    export COINPULSE_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
  else
    missing+=("PostgreSQL: did not start ($(tail -n 1 "$scratch/postgres.log"))")
  fi
}

start_redis() {
  [ -z "${COINPULSE_TEST_REDIS:-}" ] || return 0
  local port user=nobody
  command -v redis-server >/dev/null || { missing+=("Redis: not installed"); return; }
  port=$(free_port)
  as_user "$user" redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --dir / >"$scratch/redis.log" 2>&1 &
  # Told to stop in its own words: the number of a job started through another user is not the server's.
  servers+=("{ exec 3<>/dev/tcp/127.0.0.1/$port && printf 'SHUTDOWN NOSAVE\\r\\n' >&3; }")
  for _ in $(seq 50); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      export COINPULSE_TEST_REDIS="127.0.0.1:$port"
      return
    fi
    sleep 0.1
  done
  missing+=("Redis: did not start")
}

find_browser() {
  [ -z "${COINPULSE_TEST_CHROMIUM:-}" ] || return 0
  local found
  found=$(find_chromium) && export COINPULSE_TEST_CHROMIUM="$found" || missing+=("Chromium: not installed")
}

fail() { echo "$1"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

install_missing
start_postgres
start_redis
find_browser

dotnet build CoinPulse.sln --nologo -v q -clp:NoSummary || fail "The build failed."
# Style is the build's affair (EnforceCodeStyleInBuild); what it does not see is white space.
dotnet format whitespace CoinPulse.sln --no-restore --verify-no-changes --exclude CoinPulse.Data/Migrations || fail "The format differs: run dotnet format."
! grep -rnE '^(<{7}|>{7}) ' --include='*.md' --include='*.cs' --include='*.razor' --include='*.resx' --include='*.js' --include='*.css' --include='*.sh' --include='*.json' \
  --exclude-dir=bin --exclude-dir=obj . || fail "A merge was left half done."

dotnet test CoinPulse.sln --no-build --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=tests.trx" \
  --results-directory "$scratch/results" "$@"
ended=$?

results="$scratch/results/tests.trx"
[ -f "$results" ] || fail "The tests did not run to their end."

outcomes() { grep -o '<UnitTestResult [^>]*' "$results" | grep -c "outcome=\"$1\""; }
passed=$(outcomes Passed)
skipped=$(outcomes NotExecuted)
failed=$(($(grep -c '<UnitTestResult ' "$results") - passed - skipped))
[ "$ended" = 0 ] || [ "$failed" -gt 0 ] || failed=1   # the run itself broke
[ "$((passed + failed + skipped))" -gt 0 ] || { echo "No test was found."; failed=1; }

# Random stories of the engine, half of the time on each exchange, from a seed that another commit does not have. Each is a test.
tell_stories() {
  local venue commit seed told wrong
  commit=$(git rev-parse HEAD 2>/dev/null || echo 1)
  seed=$((16#${commit:0:7}))
  for venue in paper upbit; do
    echo "Stories on $venue from seed $seed; scripts/simulate.sh 1 SEED 1 $venue tells one of them again."
    dotnet CoinPulse.Tests/bin/Debug/net10.0/CoinPulse.Tests.dll simulate "$seed" "$((COINPULSE_STORIES_SECONDS / 2))s" 2 "$venue" | tee "$scratch/stories.txt"
    ended=$?
    read -r told wrong < <(sed -n 's/^[A-Z][a-z]*: seeds .*: \([0-9]*\) stories, .* \([0-9]*\) failed, run .*/\1 \2/p' "$scratch/stories.txt")
    if [ "${told:-0}" = 0 ]; then echo "The stories on $venue were not told."; failed=$((failed + 1)); continue; fi
    passed=$((passed + told - wrong)); failed=$((failed + wrong))
    [ "$ended" = 0 ] || [ "$wrong" -gt 0 ] || failed=$((failed + 1))   # a trouble that is in no story any more
  done
}
if [ -n "${COINPULSE_STORIES_SECONDS:-}" ]; then tell_stories; fi

for what in "${missing[@]+"${missing[@]}"}"; do echo "Not here: $what"; done
if [ "$skipped" -gt 0 ]; then
  echo "Skipped:"
  awk '
    /<UnitTestResult / { name = ""; if ($0 ~ /outcome="NotExecuted"/) { match($0, /testName="[^"]*"/); name = substr($0, RSTART + 10, RLENGTH - 11) } }
    name != "" && /<Message>/ { why = $0; sub(/.*<Message>/, "", why); sub(/<\/Message>.*/, "", why); print "  " name ": " why; name = "" }
  ' "$results" | sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
fi
if [ "$COINPULSE_REQUIRE_ALL" = 1 ] && [ "$skipped" -gt 0 ]; then
  echo "Nothing may be skipped here: $skipped skipped tests count as failed."
  failed=$((failed + skipped)); skipped=0
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
