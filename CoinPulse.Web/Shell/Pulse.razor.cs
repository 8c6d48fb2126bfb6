using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Web.Shell.Banners;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Shell;

/// <summary>What the frame shows of the world this second.</summary>
public sealed record FrameState(PriceSource Source, FeedState Feed, TimeSpan? Age, IReadOnlyList<BannerNotice> Notices)
{
    // Whole seconds, and only once it is old enough to matter: a healthy feed redraws nothing.
    public bool LooksLike(FrameState other) =>
        Source == other.Source && Feed == other.Feed && Seconds(Age) == Seconds(other.Age) && Notices.SequenceEqual(other.Notices);

    private static int? Seconds(TimeSpan? age) => age is { } known ? (known.TotalSeconds < 3 ? 0 : (int)known.TotalSeconds) : null;
}

public sealed partial class Pulse(IMarketHub hub, IEnumerable<IBannerSource> sources, TimeProvider wall, IHostApplicationLifetime host) : ComponentBase
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private FrameState _now = new(PriceSource.Upbit, FeedState.WarmingUp, null, []);
    private ITimer? _timer;

    [CascadingParameter] public UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public RenderFragment<FrameState>? ChildContent { get; set; }

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _now = Read();
        _timer = wall.CreateTimer(_ => _ = LookAsync(), null, Beat, Beat);
    }

    private Task LookAsync() => InvokeAsync(() =>
    {
        if (host.ApplicationStopping.IsCancellationRequested) return;   // the feed ends first, and what would draw its banner is gone
        var next = Read();
        if (next.LooksLike(_now)) return;
        _now = next;
        StateHasChanged();
    });

    private FrameState Read() => new(hub.Source, hub.State, hub.Age, [.. sources.SelectMany(source => source.For(CurrentUser))]);
}
