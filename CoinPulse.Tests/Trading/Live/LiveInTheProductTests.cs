using System.Globalization;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Data;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Trading.Live;

/// <summary>From the key to the sale, the product whole and Upbit on real sockets.</summary>
public sealed class LiveInTheProductTests
{
    [Fact]
    public async Task Every_step_of_the_gate_has_to_be_met_and_the_loss_typed()
    {
        await using var product = await LiveProduct.StartAsync();
        (await MissingAsync()).Should().Equal(LiveProblems.NotAgreed, LiveProblems.NoKey, LiveProblems.NoSecondFactor, LiveProblems.NoKey);

        await product.AgreeAsync();
        await product.GiveKeyAsync();
        (await MissingAsync()).Should().Equal(LiveProblems.NoSecondFactor);
        (await TryAsync(waives: true, "0")).Should().Be(LiveProblems.NoSecondFactor);

        await product.TurnSecondFactorOnAsync();
        (await TryAsync(waives: false, "0")).Should().Be(LiveProblems.RunTooShort);
        (await TryAsync(waives: true, "0")).Should().Be(LiveProblems.LossNotTyped);
        (await product.AccountAsync()).TradingOn.Should().BeFalse();

        (await TryAsync(waives: true, "4,526원")).Should().BeNull("50,000 won may be in coins, which fall by nine hundredths, and both fees");
        (await product.AccountAsync()).TradingOn.Should().BeTrue();
        (await product.Get<IViewedAccount>().OpenAsync(product.Owner, default)).Kind.Should().Be(AccountKind.Upbit);
        await using var context = await product.Get<IDbContextFactory<CoinPulseDbContext>>().CreateDbContextAsync();
        (await context.Audit.SingleAsync(entry => entry.Act == AuditActs.WentLive)).Details.Should().Contain("4526").And.Contain("true");

        async Task<IEnumerable<string>> MissingAsync() => (await product.Gate.LookAsync(product.Owner, default)).Checks.Select(check => check.Why?.Code).OfType<string>();

        async Task<string?> TryAsync(bool waives, string typed) =>
            (await product.Gate.GoAsync(product.Owner, new LiveWish(WillingStrategy.Name, new RiskSettings(), waives, typed), null, default)).Problems.SingleOrDefault()?.Code;
    }

    [Fact]
    public async Task A_coin_is_bought_guarded_from_its_first_fill_and_sold_at_its_stop_over_the_resting_target()
    {
        await using var product = await LiveProduct.StartAsync();
        await product.GoLiveAsync();

        var bought = await product.BuyAsync();

        bought.Guard!.IsLive.Should().BeTrue();
        await Patience.UntilAsync(() => product.Pocket.List(order => order is { IsOpen: true, Side: "ask" }).Count == 1);
        product.Pocket.List(order => order.Side == "bid").Should().ContainSingle().Which.Smp.Should().Be("cancel_taker");

        await SellAsync(product, LiveProduct.Price * 0.96m);

        var orders = product.Pocket.List(_ => true);
        orders.Should().HaveCount(3, "an entry, a target that rested, and the sale in its place");
        orders.Select(order => order.Identifier).Should().OnlyHaveUniqueItems();
        product.Pocket.Of("BTC").Should().Be((0m, 0m));
        await AgreesAsync(product);
    }

    [Fact]
    public async Task Back_to_paper_nothing_more_is_bought_and_what_is_held_is_sold_at_its_stop()
    {
        await using var product = await LiveProduct.StartAsync();
        await product.GoLiveAsync();
        await product.BuyAsync();

        await product.Gate.BackAsync(product.Owner, null, default);

        (await product.AccountAsync()).TradingOn.Should().BeFalse();
        (await product.Get<IViewedAccount>().OpenAsync(product.Owner, default)).Kind.Should().Be(AccountKind.Paper);
        await product.RunAsync(JobNames.TradingCycle);
        product.Pocket.List(order => order.Side == "bid").Should().ContainSingle();
        await SellAsync(product, LiveProduct.Price * 0.96m);
        await AgreesAsync(product);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_order_was_taken_buys_once()
    {
        await using var product = await LiveProduct.StartAsync();
        await product.GoLiveAsync();
        product.Upbit.Private.Troubles.Script("POST v1/orders", FakeTrouble.Of(FakeTroubleKind.CutAfter));

        await product.BuyAsync();

        product.Pocket.List(order => order.Side == "bid").Should().ContainSingle();
        await AgreesAsync(product);
    }

    [Fact]
    public async Task An_order_of_the_person_s_own_is_booked_while_it_rests()
    {
        await using var product = await LiveProduct.StartAsync();
        await product.GoLiveAsync();
        await product.RunAsync(JobNames.Reconciliation);
        await Patience.UntilAsync(() => product.Upbit.PrivateSocket.Subscriptions.Count == 1);
        product.Pocket.Place(new Dictionary<string, string>
        {
            ["market"] = LiveProduct.Btc.Value,
            ["side"] = "bid",
            ["ord_type"] = "limit",
            ["price"] = "99900",
            ["volume"] = "0.5",
        });

        product.Pocket.Print(LiveProduct.Btc.Value, 99_900, 0.2m);

        await Patience.UntilAsync(async () => await product.TieOutAsync() is { Agrees: true } && (await product.CoinsAsync()) == new Quantity(0.2m));
        product.Pocket.List(order => order.IsOpen).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_sent_in_is_booked_on_the_exchange_s_word_and_what_nobody_explains_stays_red()
    {
        await using var product = await LiveProduct.StartAsync();
        await product.AgreeAsync();
        await product.GiveKeyAsync();
        var account = await product.AccountAsync();
        product.Pocket.Move("KRW", 50_000);
        (await product.TieOutAsync())!.Differences.Should().ContainSingle().Which.Should().Be(new TieOutDifference(null, 1_000_000, 1_050_000));

        var at = account.OpenedAt.AddSeconds(1).ToString("O", CultureInfo.InvariantCulture);
        product.Upbit.Private.Answers["v1/deposits"] =
            $$"""[{"type":"deposit","uuid":"in-1","currency":"KRW","state":"ACCEPTED","created_at":"{{at}}","done_at":"{{at}}","amount":"50000","fee":"0","transaction_type":"default"}]""";
        product.Upbit.Private.Answers["v1/withdraws"] = "[]";

        (await product.TieOutAsync())!.Differences.Should().BeEmpty();
        (await product.TieOutAsync())!.Differences.Should().BeEmpty("it is booked once");
    }

    [Fact]
    public async Task A_pocket_is_traded_only_through_the_gate()
    {
        await using var product = await LiveProduct.StartAsync();
        await product.AgreeAsync();
        await product.GiveKeyAsync();
        var account = await product.AccountAsync();

        var armed = await product.Get<ISettingsDesk>().ArmAsync(product.Owner, account.Id, WillingStrategy.Name, armed: true, default);
        var turned = () => product.Get<ITradingAccounts>().TurnTradingAsync(product.Owner, account.Id, on: true, default);

        armed.Problems.Should().ContainSingle().Which.Code.Should().Be(LiveProblems.OnlyThroughGate);
        await turned.Should().ThrowAsync<InvalidOperationException>();
    }

    private static async Task SellAsync(LiveProduct product, decimal price)
    {
        product.MoveTo(price);
        await Patience.UntilAsync(async () => (await product.LiveAsync()).Count == 0);
    }

    /// <summary>The books tie out with the exchange to the won and the last fraction of a coin.</summary>
    private static async Task AgreesAsync(LiveProduct product)
    {
        await product.RunAsync(JobNames.Reconciliation);
        var account = await product.AccountAsync();
        product.Get<Reconciliation>().Of(account.Id).Should().NotBeNull();
        product.Get<Reconciliation>().Of(account.Id)!.Differences.Should().BeEmpty();
    }
}
