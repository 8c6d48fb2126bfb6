using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Data.Accounts;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Tests.Trading.Live;

/// <summary>The whole product on the fake Upbit, prices and pocket, with one person.</summary>
internal sealed class LiveProduct : IAsyncDisposable
{
    public const decimal Price = 100_000;

    public static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    private readonly SkippingTime _wall;

    private LiveProduct(FakeUpbit upbit, CoinPulseApp app, SkippingTime wall) => (Upbit, App, _wall) = (upbit, app, wall);

    public FakeUpbit Upbit { get; }

    public CoinPulseApp App { get; }

    public UserId Owner { get; private set; }

    public FakePocket Pocket => Upbit.Private.Pocket;

    public FakeMarketBook Book => Pocket.Markets[Btc.Value];

    public IGoingLive Gate => Get<IGoingLive>();

    /// <param name="markets">Of the fake; BTC alone when none is named.</param>
    /// <param name="more">Settings beside, such as another database.</param>
    public static async Task<LiveProduct> StartAsync(IReadOnlyList<MarketCode>? markets = null, params (string Key, string Value)[] more)
    {
        var upbit = await FakeUpbit.StartAsync();
        var wall = new SkippingTime();
        (upbit.Markets.Now, upbit.Private.Pocket.Now) = (wall.GetUtcNow, wall.GetUtcNow);
        upbit.Markets.Codes.Clear();
        foreach (var market in markets ?? [Btc])
        {
            upbit.Markets.Codes.Add(market.Value);
            upbit.Private.Pocket.Markets[market.Value] = new FakeMarketBook { Bids = [(Price - 100, 1_000)], Asks = [(Price, 1_000)] };
        }

        upbit.Markets.Past = (_, _) => (double)Price;
        upbit.Private.Pocket.Move("KRW", 1_000_000);
        var app = new CoinPulseApp(
            services => services.AddSingleton<TimeProvider>(wall).AddSingleton(new StrategyCatalog([new WillingStrategy()])),
            [
                ("Market:Source", "Upbit"),
                ("Upbit:RestUrl", upbit.RestUrl.ToString()),
                ("Upbit:WebSocketUrl", upbit.WebSocketUrl.ToString()),
                ("Upbit:PrivateWebSocketUrl", upbit.PrivateWebSocketUrl.ToString()),
                ("Bootstrap:AdminEmail", "kim@example.com"),
                ("Bootstrap:AdminPassword", "Wide-river-7-stones"),
                .. more,
            ]);
        var product = new LiveProduct(upbit, app, wall);
        product.Owner = (await product.Get<IUserDirectory>().SearchForEveryoneAsync(null, 0, 1, default)).People.Single().Id;
        await Patience.UntilAsync(
            () => product.Get<IMarketHub>() is { State: FeedState.Live } hub && upbit.Markets.Codes.All(code => hub.Quote(MarketCode.From(code)) is not null),
            () => upbit.Markets.Codes.ForEach(code => upbit.Sockets.Trade(code, (double)Price, 0.1, wall.GetUtcNow())));
        await Patience.UntilAsync(() => product.Get<TradingEngine>().IsAwakeUnder(product.Get<IEngineLease>().Proof?.Fence ?? -1));
        return product;
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async Task AgreeAsync() =>
        await Get<IAgreements>().AgreeAsync(Owner, Enum.GetValues<AgreementDocument>(), _wall.GetUtcNow(), null, default);

    public async Task GiveKeyAsync() =>
        (await Get<KeyDesk>().PutAsync(Owner, new ExchangeKey(Upbit.Private.Door.Access, Upbit.Private.Door.Secret), new KeyWords(WithdrawalAccepted: true), null, default)).Succeeded.Should().BeTrue();

    public async Task TurnSecondFactorOnAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        await users.SetTwoFactorEnabledAsync((await users.FindByIdAsync(Owner.ToString()))!, true);
    }

    /// <summary>Through the gate, with the run on paper waived.</summary>
    public async Task GoLiveAsync()
    {
        await AgreeAsync();
        await GiveKeyAsync();
        await TurnSecondFactorOnAsync();
        var outlook = await Gate.LookAsync(Owner, default);
        var loss = LiveOutlook.LossOf(outlook.AtWorst(outlook.Candidates.Single(), outlook.Limits));
        (await Gate.GoAsync(Owner, new LiveWish(WillingStrategy.Name, outlook.Limits, WaivesRun: true, loss.Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)), null, default))
            .Problems.Should().BeEmpty();
    }

    /// <summary>The market's time goes by at once; nobody's lease runs out of it.</summary>
    public void Pass(TimeSpan time) => Get<EngineClock>().AdvanceTo(Get<EngineClock>().GetUtcNow() + time);

    /// <summary>What the timetable would ring.</summary>
    public Task RunAsync(string job) => App.Services.GetServices<IJobWork>().Single(work => work.Name == job).RunAsync(_wall.GetUtcNow(), default);

    /// <summary>The pocket is compared, and the strategy buys.</summary>
    public async Task<PositionFile> BuyAsync()
    {
        await RunAsync(JobNames.Reconciliation);
        var account = await AccountAsync();
        SkipTheMinute();
        IReadOnlyList<Decision> decisions = [];
        await Patience.UntilAsync(async () =>
        {
            var trades = 0;
            await Patience.UntilAsync(HasDecisionCandle, () => { if (trades++ % 40 == 0) MoveTo(Price); });
            Get<EntryGate>().HeldBecauseOf(account.Id).Should().BeNull();
            await RunAsync(JobNames.TradingCycle);
            decisions = await Get<IDecisionLog>().NewestAsync(Owner, account.Id, 10, default);
            return decisions.Count > 0;   // a minute may have ended between the look at its candle and the cycle
        });

        decisions.Should().ContainSingle().Which.Why.Code.Should().Be("Willing");
        PositionFile? file = null;
        await Patience.UntilAsync(async () => (file = await LiveAsync() is [var only] ? only : null)?.Position.State == PositionState.Open);
        return file!;
    }

    /// <summary>Nothing is decided before a minute has closed: the rest of this one is left out, by the wall's clock and the market's alike.</summary>
    private void SkipTheMinute()
    {
        _wall.SkipTheMinute();
        Get<EngineClock>().AdvanceTo(_wall.GetUtcNow());
    }

    private bool HasDecisionCandle()
    {
        var (hub, unit) = (Get<IMarketHub>(), new WillingStrategy().DefaultSettings.Timeframe);
        return hub.State == FeedState.Live
            && hub.ClosedThrough is { } through
            && through <= Get<EngineClock>().GetUtcNow()
            && hub.Closed(Btc, unit, 1) is [var last]
            && last.OpenAt == unit.LastClosed(through);
    }

    public async Task<TradingAccount> AccountAsync() => (await Get<ILiveAccounts>().OpenAsync(Owner, default)).Value;

    /// <summary>What the books say of coins.</summary>
    public async Task<Quantity> CoinsAsync() => await Get<IBooks>().CoinsAsync(Owner, (await AccountAsync()).Id, Btc, default);

    /// <summary>A comparison of the books with the exchange, made now.</summary>
    public async Task<TieOut?> TieOutAsync() => await Get<Reconciliation>().RunAsync(await AccountAsync(), default);

    public async Task<IReadOnlyList<PositionFile>> LiveAsync() => await Get<IPositionStore>().LiveAsync(Owner, (await AccountAsync()).Id, default);

    /// <summary>Everybody hears a trade at this price, and the pocket's market stands there.</summary>
    public void MoveTo(decimal price)
    {
        (Book.Bids, Book.Asks) = ([(price, 1_000)], [(price + 100, 1_000)]);
        Upbit.Sockets.Trade(Btc.Value, (double)price, 0.1, _wall.GetUtcNow());
    }

    /// <summary>The process ends and Upbit stays.</summary>
    public async Task<FakeUpbit> LeaveAsync()
    {
        await App.DisposeAsync();
        return Upbit;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Upbit.DisposeAsync();
    }

    /// <summary>The clock goes as it does, and can leave out the rest of a minute.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        private static readonly TimeSpan Left = TimeSpan.FromSeconds(1);

        private TimeSpan _ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

        public void SkipTheMinute() => _ahead += TimeSpan.FromMinutes(1) - Left - TimeSpan.FromTicks(GetUtcNow().Ticks % TimeSpan.TicksPerMinute);
    }
}
