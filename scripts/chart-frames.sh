#!/usr/bin/env bash
# The frames of a phone while a price chart of 2,000 candles is dragged and zoomed, in Chromium: scripts/chart-frames.sh [rounds] [pixel ratio]
# Prints, for each gesture, the times from frame to frame and how many were over 50 ms. Another program at work on the same machine is measured too.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build CoinPulse.Tests -c Release -v q --nologo
dotnet CoinPulse.Tests/bin/Release/net10.0/CoinPulse.Tests.dll chart-frames "$@"
