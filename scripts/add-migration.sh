#!/usr/bin/env bash
# Adds one migration under one name for both databases: scripts/add-migration.sh AddCoupons
# The candles have a model of their own: scripts/add-migration.sh AddColumn Candle
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: scripts/add-migration.sh Name [Candle]}
model=${2:-CoinPulse}
prefix=$([ "$model" = CoinPulse ] || echo "${model}s")
dotnet tool restore >/dev/null
dotnet build CoinPulse.Data --nologo -v q
for provider in Sqlite PostgreSql; do
  dotnet ef migrations add "$name" -p CoinPulse.Data -s CoinPulse.Data --no-build \
    --context "${provider}${model}DbContext" -o "Migrations/$prefix$provider"
done
