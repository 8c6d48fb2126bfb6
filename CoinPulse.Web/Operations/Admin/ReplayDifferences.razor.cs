using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Replay;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>What the nightly replay found to be otherwise, newest decision first.</summary>
public sealed partial class ReplayDifferences(IReplayStore store, IMarketHub hub) : ComponentBase, IDisposable
{
    private const int Shown = 100;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<DecisionDifference>? _differences;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync() => _differences = await store.NewestForEveryoneAsync(hub.Source, Shown, _leaving.Token);
}
