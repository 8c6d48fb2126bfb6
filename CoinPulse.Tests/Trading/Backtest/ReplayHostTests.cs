using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Markets.Replay;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Backtest;

public sealed class ReplayHostTests
{
    [Fact]
    public async Task The_product_as_it_is_started_trades_a_recording_to_its_end()
    {
        using var folder = new RecordingFolder();
        folder.WriteWalk("KRW-BTC", 1, new DateTimeOffset(2025, 1, 2, 0, 0, 0, TimeSpan.Zero), hours: 40);
        await using var app = new CoinPulseApp(
            services => services.AddSingleton(EagerStrategy.Catalog), ("Market:Source", "Replay"), ("Market:ReplayPath", folder.Path), ("Market:Speed", "0"));
        var hub = app.Services.GetRequiredService<IMarketHub>();
        await Patience.UntilAsync(() => hub.Quote(MarketCode.From("KRW-BTC")) is not null);

        var owner = new UserId(Guid.CreateVersion7(Recorded.Start));
        await app.Services.GetRequiredService<IAgreements>().AgreeAsync(owner, Enum.GetValues<AgreementDocument>(), Recorded.Start, null, default);
        var account = await app.Services.GetRequiredService<IPaperTrading>().OpenAsync(owner, default);
        var accounts = app.Services.GetRequiredService<ITradingAccounts>();
        await accounts.TurnTradingAsync(owner, account.Id, on: true, default);
        var settings = EagerStrategy.Plain with { Timeframe = CandleUnit.Hour1, Rise = 5 };
        await accounts.SetStrategyAsync(owner, new StrategySetup(account.Id, EagerStrategy.Name, SettingsJson.Write(settings), Armed: true, WaitsForPerson: false), default);
        await Patience.UntilAsync(() => hub.Trouble == FeedTrouble.RecordingOver);

        (await app.Services.GetRequiredService<IBooks>().BalancesAsync(owner, account.Id, default)).Should().Contain(line => line.Line == BookLine.Fees && line.Amount.IsPositive);
        (await app.Services.GetRequiredService<IDecisionLog>().NewestAsync(owner, account.Id, 100, default)).Should().Contain(decision => decision.Kind == DecisionKind.Entered);
    }
}
