using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>
/// Moves orders by hand while this process is the engine: sends what was written down on any process, looks for what is unknown, cancels what the person wants back, and hears
/// what the exchange tells. What an order needs next is read from its row alone, so a crash at any moment leaves nothing to remember.
/// </summary>
internal sealed class ManualWatch(
    IManualOrders orders,
    ITradingAccounts accounts,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    ManualSender sender,
    ManualResolver resolver,
    IEngineLease lease,
    SystemStartup startup,
    TimeProvider wall,
    ILogger<ManualWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(20);   // the stream is faster; this finds what it has not told
    private static readonly TimeSpan AfterCancel = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly KeyedGate<ClientOrderId> _gate = new();
    private readonly ConcurrentDictionary<ClientOrderId, DateTimeOffset> _notBefore = [];
    private readonly ConcurrentDictionary<AccountId, IDisposable> _streams = [];
    private readonly BackgroundWork _background = new(fault => logger.LogError(fault, "An order by hand could not be moved; it is taken up again"));

    /// <summary>After every change of an order that this process made.</summary>
    public event Action<ManualOrder>? Changed;

    /// <summary>One round over everything that may still move money.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (lease.Proof is null) return;
        var now = wall.GetUtcNow();
        foreach (var order in await orders.LiveForEveryoneAsync(hub.Source, cancellationToken))
        {
            if (order.State != IntentState.Planned && order.CancelAskedAt is null && _notBefore.TryGetValue(order.Key, out var at) && at > now) continue;
            _background.Begin(() => MoveAsync(order));
        }
    }

    /// <summary>Does what the order needs now; whoever asks beside waits and finds it done.</summary>
    public async Task<ManualOrder> MoveAsync(ManualOrder order)
    {
        using var pass = await _gate.EnterAsync(order.Key, CancellationToken.None);
        if (await orders.FindAsync(order.Owner, order.Key, CancellationToken.None) is not { } known) return order;
        if (!known.IsLive) return known;
        if (await accounts.FindAsync(order.Owner, order.Account, CancellationToken.None) is not { } account) return known;
        try
        {
            Listen(account);
            var moved = known.State switch
            {
                IntentState.Planned => await sender.SendAsync(account, known),
                IntentState.Sent or IntentState.Unknown => await ResolveAsync(account, known),
                _ => await FollowAsync(account, known),
            };
            Settle(moved);
            return moved;
        }
        catch
        {
            Later(known, AfterFault);
            throw;
        }
    }

    /// <summary>Waits until everything begun in the background is done (tests, shutdown).</summary>
    internal Task SettleAsync() => _background.SettleAsync();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        await StandingLoop.RunAsync(Beat, wall, LookAsync, fault => logger.LogError(fault, "Orders by hand could not be looked at; they are taken up again"), stoppingToken);

        foreach (var stream in _streams.Values) stream.Dispose();
        await SettleAsync();
    }

    private async Task<ManualOrder> ResolveAsync(TradingAccount account, ManualOrder order)
    {
        var (settled, again) = await resolver.ResolveAsync(account, order);
        if (again is { } after) Later(settled, after);
        return settled;
    }

    private async Task<ManualOrder> FollowAsync(TradingAccount account, ManualOrder order)
    {
        if (order.CancelAskedAt is not null) await sender.CancelAsync(account, order);
        var look = await exchanges.For(account).FindAsync(order.Key, CancellationToken.None);
        Later(order, order.CancelAskedAt is null ? SlowLook : AfterCancel);
        return look.Kind == AnswerKind.Answered ? await sender.FollowAsync(account, order, look.Value) : order;
    }

    /// <summary>Hears the account's orders from now on.</summary>
    private void Listen(TradingAccount account)
    {
        if (!_streams.ContainsKey(account.Id)) _streams.GetOrAdd(account.Id, _ => exchanges.For(account).Subscribe(shown => Hear(account, shown)));
    }

    private void Hear(TradingAccount account, ExchangeOrder shown)
    {
        if (shown.Key is { } key && key.TryReadManual(out _)) _background.Begin(() => TakeNewsAsync(account, key, shown));
    }

    private async Task TakeNewsAsync(TradingAccount account, ClientOrderId key, ExchangeOrder shown)
    {
        using var pass = await _gate.EnterAsync(key, CancellationToken.None);
        if (await orders.FindAsync(account.Owner, key, CancellationToken.None) is not { } known || known.Account != account.Id) return;
        if (!known.IsLive && known.Executed >= shown.Executed) return;
        Settle(await sender.FollowAsync(account, known, shown));
    }

    private void Later(ManualOrder order, TimeSpan after) => _notBefore[order.Key] = wall.GetUtcNow() + after;

    private void Settle(ManualOrder order)
    {
        if (!order.IsLive) _notBefore.TryRemove(order.Key, out _);
        Changed?.Invoke(order);
    }
}
