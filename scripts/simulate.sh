#!/usr/bin/env bash
# The engine's promises over thousands of random stories: scripts/simulate.sh [stories] [first seed] [workers] [paper | upbit] [flaw]
# In place of a number of stories a time may stand: 120s. With the name of a flaw (Simulation/Flaws.cs) that part of the product is broken in every story, and the oracle must say so.
# Every failed story is printed with its seed; "scripts/simulate.sh 1 SEED 1 upbit" tells that one again, with what happened in it. The last line is the count.
# The databases lie in memory where the machine has room for that: a story does not wait for a disk, and writes as carefully as ever.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ]; then
  TMPDIR=$(mktemp -d /dev/shm/coinpulse-simulate.XXXXXX)
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi

dotnet build CoinPulse.Tests -c Release -v q --nologo
DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 dotnet CoinPulse.Tests/bin/Release/net10.0/CoinPulse.Tests.dll simulate "${2:-1}" "${1:-10000}" "${3:-2}" "${4:-paper}" "${5:-}"
