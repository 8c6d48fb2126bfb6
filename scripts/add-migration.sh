#!/usr/bin/env bash
# Adds one migration under one name for both databases: scripts/add-migration.sh AddCoupons
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: scripts/add-migration.sh Name}
dotnet tool restore >/dev/null
dotnet build CoinPulse.Data --nologo -v q
for provider in Sqlite PostgreSql; do
  dotnet ef migrations add "$name" -p CoinPulse.Data -s CoinPulse.Data --no-build \
    --context "${provider}CoinPulseDbContext" -o "Migrations/$provider"
  dotnet ef migrations add "$name" -p CoinPulse.Data -s CoinPulse.Data --no-build \
    --context "${provider}CandleDbContext" -o "Migrations/Candles$provider"
done
