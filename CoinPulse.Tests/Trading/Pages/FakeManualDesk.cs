using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Tests.Trading.Journal;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>A desk that keeps what was handed in. The account has ten coins of the engine's and twenty of its own.</summary>
internal sealed class FakeManualDesk(IMarketHub hub) : IManualDesk
{
    private int _orders;

    public List<(ManualTicket Ticket, ManualDraft Draft)> Placed { get; } = [];

    public List<ClientOrderId> Cancelled { get; } = [];

    /// <summary>Null takes the order.</summary>
    public Problem? Answer { get; set; }

    /// <summary>Set, an order is under way until it is completed.</summary>
    public TaskCompletionSource? Held { get; set; }

    public Result<ManualFacts>? Facts { get; set; }

    /// <summary>Set, the exchange takes its time to say what there is.</summary>
    public TaskCompletionSource? Looking { get; set; }

    public IReadOnlyList<OpenOrder>? Open { get; set; } = [];

    public Task<ManualTicket> IssueAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken) =>
        Task.FromResult(new ManualTicket(Guid.CreateVersion7(Story.Now), account, market, _orders + 1));

    public async Task<Result<ManualFacts>> LookAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken)
    {
        if (Looking is { } looking) await looking.Task;
        return Facts ?? Result<ManualFacts>.Of(FactsOf(market));
    }

    public async Task<Result<ManualOrder>> PlaceAsync(UserId owner, ManualTicket ticket, ManualDraft draft)
    {
        Placed.Add((ticket, draft));
        if (Held is { } held) await held.Task;
        if (Answer is { } problem) return problem;
        var preview = ManualRules.Judge(ticket.Key, draft, FactsOf(ticket.Market));
        var order = new ManualOrder(ticket, owner, PriceSource.Simulated, preview.Order!, Story.Now);
        order.TryTake(Story.Now);
        order.Follow(
            new ExchangeOrder(ExchangeOrderId.From("one"), order.Key, order.Market, order.Side, order.Kind, ExchangeOrderState.Waiting, order.Limit, order.Quantity, Quantity.Zero, Krw.Zero, Story.Now, []), Story.Now);
        _orders++;
        return Result<ManualOrder>.Of(order);
    }

    public Task<ManualOrder?> CancelAsync(UserId owner, ClientOrderId order)
    {
        Cancelled.Add(order);
        return Task.FromResult<ManualOrder?>(null);
    }

    public Task<IReadOnlyList<OpenOrder>?> OpenAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(Open);

    public Task<IReadOnlyList<ManualOrder>> NewestAsync(UserId owner, AccountId account, MarketCode market, int count, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ManualOrder>>([]);

    private ManualFacts FactsOf(MarketCode market) =>
        new(new OrderChance(market, VenueRules.Fee, VenueRules.Fee, VenueRules.Minimum, VenueRules.Maximum, true), new Krw(1_000_000), new Quantity(30), new Quantity(20), hub.Quote(market));
}

/// <summary>The account that a test wants to be looked at.</summary>
internal sealed class FakeViewedAccount(TradingAccount account) : IViewedAccount
{
    public TradingAccount Account { get; set; } = account;

    public Task<TradingAccount> OpenAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(Account);

    /// <summary>Beside the one that is shown.</summary>
    public List<TradingAccount> Others { get; } = [];

    public List<AccountId> Chosen { get; } = [];

    public Task<IReadOnlyList<TradingAccount>> ChoicesAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TradingAccount>>([Account, .. Others]);

    public Task<bool> ChooseAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        Chosen.Add(account);
        return Task.FromResult(true);
    }
}
