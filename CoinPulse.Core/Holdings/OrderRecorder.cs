using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Holdings;

/// <summary>
/// Hears the orders of every account while this process is the engine and writes them down as they change. The exchange's thread only hands over; whatever is lost on the
/// way (a stream that was cut, a database that was away) is found by <see cref="HistorySync"/>.
/// </summary>
internal sealed class OrderRecorder(
    ITradingAccounts accounts,
    IOrderRecords records,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    IEngineLease lease,
    SystemStartup startup,
    HistoryNews news,
    TimeProvider wall,
    ILogger<OrderRecorder> logger) : BackgroundService
{
    private static readonly TimeSpan LookForAccounts = TimeSpan.FromSeconds(5);

    private readonly Channel<(TradingAccount Account, ExchangeOrder Order)> _told =
        Channel.CreateUnbounded<(TradingAccount, ExchangeOrder)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentDictionary<AccountId, IDisposable> _heard = [];

    /// <summary>Begins to hear accounts that are new, or all of them when this process has become the engine; ends all when it no longer is.</summary>
    internal async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (lease.Proof is null)
        {
            Hush();
            return;
        }

        foreach (var account in await accounts.OnSourceForEveryoneAsync(hub.Source, cancellationToken))
        {
            if (!_heard.ContainsKey(account.Id)) _heard[account.Id] = exchanges.For(account).Subscribe(order => _told.Writer.TryWrite((account, order)));
        }
    }

    /// <summary>Writes down everything that was told by now.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        var told = new List<(TradingAccount Account, ExchangeOrder Order)>();
        while (_told.Reader.TryRead(out var one)) told.Add(one);
        foreach (var of in told.GroupBy(one => one.Account.Id))
        {
            var owner = of.First().Account.Owner;
            if (await records.KeepAsync(owner, of.Key, [.. of.Select(one => one.Order)], cancellationToken) > 0) news.Tell(owner);
        }
    }

    public override void Dispose()
    {
        Hush();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll(
            ForEverAsync(async () =>
            {
                await ListenAsync(stoppingToken);
                await Task.Delay(LookForAccounts, wall, stoppingToken);
            }, stoppingToken),
            ForEverAsync(async () =>
            {
                await _told.Reader.WaitToReadAsync(stoppingToken);
                await WriteAsync(stoppingToken);
            }, stoppingToken));
    }

    [SuppressMessage("Design", "CA1031", Justification = "The supervisor of a standing loop: what could not be written is found by the next comparison.")]
    private async Task ForEverAsync(Func<Task> act, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.LogWarning(fault, "Orders that were told could not be written down; they are read again later");
                await Task.Delay(LookForAccounts, wall, stoppingToken);
            }
        }
    }

    private void Hush()
    {
        foreach (var account in _heard.Keys)
        {
            if (_heard.TryRemove(account, out var hearing)) hearing.Dispose();
        }
    }
}
