using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Live;

/// <summary>
/// A page or part of one that follows live changes. A refresh runs on the circuit's own context and then redraws; what it throws reaches the
/// page's error boundary; everything ends when the page is left.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    private readonly List<IDisposable> _subscriptions = [];
    private readonly CancellationTokenSource _leaving = new();

    protected LiveComponent() => Leaving = _leaving.Token;   // kept, because a disposed source gives its token no more

    /// <summary>Cancelled when the page is left; pass it to everything that reads.</summary>
    protected CancellationToken Leaving { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _leaving.IsCancellationRequested) return;
        foreach (var subscription in _subscriptions) subscription.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>Runs <paramref name="refresh"/> and redraws, at most once a second, whenever one of the topics changes for the owner.</summary>
    protected void Follow(LiveUpdates updates, UserId owner, Func<Task> refresh, params ReadOnlySpan<LiveTopic> topics)
    {
        foreach (var topic in topics) _subscriptions.Add(updates.Subscribe(owner, topic, () => RefreshAsync(refresh)));
    }

    /// <summary>Runs <paramref name="refresh"/> and redraws now and then, for what another process has changed and nobody here tells of. Each page counts from its own opening, so that they do not all look at once.</summary>
    protected void LookNowAndThen(TimeProvider wall, Func<Task> refresh) => _subscriptions.Add(wall.CreateTimer(_ => _ = RefreshAsync(refresh), null, Slow, Slow));

    private async Task RefreshAsync(Func<Task> refresh)
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            await InvokeAsync(async () =>
            {
                if (_leaving.IsCancellationRequested) return;
                await refresh();
                StateHasChanged();
            });
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left while it was reading.
        }
        catch (ObjectDisposedException) when (_leaving.IsCancellationRequested)
        {
            // The same, seen by the renderer.
        }
        catch (Exception broken) when (!_leaving.IsCancellationRequested)
        {
            await DispatchExceptionAsync(broken);
        }
    }
}
