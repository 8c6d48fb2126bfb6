namespace CoinPulse.Core.Markets.Backfill;

/// <summary>What was asked for in this process, one slip for each market and unit. Reading and asking never wait.</summary>
internal sealed class BackfillSlips(TimeProvider wall)
{
    private static readonly TimeSpan AskedAgainAfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<(MarketCode Market, CandleUnit Unit), Slip> _slips = [];

    /// <returns>How it stands, and whether there is something new to be done.</returns>
    public (BackfillStatus Status, bool IsNew) Ask(MarketCode market, CandleUnit unit, DateTimeOffset from)
    {
        lock (_gate)
        {
            if (_slips.TryGetValue((market, unit), out var slip))
            {
                if (from >= slip.Status.From && (slip.Status.IsOpen || wall.GetElapsedTime(slip.Stamp) < AgeOf(slip.Status.State))) return (slip.Status, false);
                if (slip.Status.From < from) from = slip.Status.From;
            }

            var status = new BackfillStatus(BackfillState.Asked, from, 0, 0);
            _slips[(market, unit)] = new Slip(status, wall.GetTimestamp(), IsWritten: false);
            return (status, true);
        }
    }

    public BackfillStatus? StatusOf(MarketCode market, CandleUnit unit)
    {
        lock (_gate)
        {
            return _slips.GetValueOrDefault((market, unit))?.Status;
        }
    }

    /// <summary>Takes over how a request stands. One that asked for less than the slip does not answer it.</summary>
    public void Show(MarketCode market, CandleUnit unit, BackfillStatus status)
    {
        lock (_gate)
        {
            if (!_slips.TryGetValue((market, unit), out var slip) || !slip.IsWritten || status.From > slip.Status.From || slip.Status == status) return;
            _slips[(market, unit)] = slip with { Status = status, Stamp = wall.GetTimestamp() };
        }
    }

    public IReadOnlyCollection<(MarketCode Market, CandleUnit Unit, DateTimeOffset From)> NotWritten()
    {
        lock (_gate)
        {
            return [.. _slips.Where(slip => !slip.Value.IsWritten).Select(slip => (slip.Key.Market, slip.Key.Unit, slip.Value.Status.From))];
        }
    }

    /// <summary>They are in the database; one that was asked for further back meanwhile is not.</summary>
    public void MarkWritten(IReadOnlyCollection<(MarketCode Market, CandleUnit Unit, DateTimeOffset From)> wanted)
    {
        lock (_gate)
        {
            foreach (var (market, unit, from) in wanted)
            {
                if (_slips[(market, unit)] is var slip && slip.Status.From == from) _slips[(market, unit)] = slip with { IsWritten = true };
            }
        }
    }

    /// <summary>Markets of which something is still open.</summary>
    public IReadOnlyCollection<MarketCode> Open()
    {
        lock (_gate)
        {
            return [.. _slips.Where(slip => slip.Value.Status.IsOpen).Select(slip => slip.Key.Market).Distinct()];
        }
    }

    private static TimeSpan AgeOf(BackfillState ended) => ended == BackfillState.Failed ? AskedAgainAfterFailure : GoodFor;

    private sealed record Slip(BackfillStatus Status, long Stamp, bool IsWritten);
}
