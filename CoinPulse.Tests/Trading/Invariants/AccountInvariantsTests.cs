using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Invariants;

/// <summary>Each invariant is broken on purpose and found; whole records are found whole.</summary>
public sealed class AccountInvariantsTests
{
    private static readonly ClientOrderId Stranger = ClientOrderId.From($"cp-{Guid.Empty:N}-x1");

    private readonly Story _story = Story.Holding();

    public static TheoryData<string> Breaks => [.. InvariantReasons.All.Select(reason => reason.Code)];

    private AccountRecord Ours => Record(_story);

    private ExchangeRecord Theirs => new(
        new AccountBalances(Balance(BookLine.Cash), Krw.Zero, [new CoinBalance(Story.Market.Base, _story.Position.Held, Quantity.Zero, _story.Position.Cost)]),
        [_story.Order(_story.Entry, ends: true)],
        []);

    [Fact]
    public void Records_that_fit_together_have_nothing_wrong() => AccountInvariants.Check(Ours, Theirs).Should().BeEmpty();

    [Fact]
    public void A_position_that_was_left_has_nothing_wrong_either()
    {
        var exit = _story.Exit(10);
        _story.Fill(exit, 10, 940);

        AccountInvariants.Check(Ours, Theirs with { Balances = new AccountBalances(Balance(BookLine.Cash), Krw.Zero, []) }).Should().BeEmpty();
    }

    [Fact]
    public void Dust_that_stays_behind_is_nothing_wrong()
    {
        var theirs = Theirs;
        _story.File.BookDust(Story.Now);

        AccountInvariants.Check(Ours, theirs).Should().BeEmpty("the coins stay in the account, and in the books as the person's own");
    }

    [Theory, MemberData(nameof(Breaks))]
    public void What_is_broken_is_named(string code)
    {
        var (ours, theirs) = Break(code);

        AccountInvariants.Check(ours, theirs).Select(found => found.Code).Should().Contain(code);
    }

    [Fact]
    public void Without_the_exchange_only_our_own_side_is_judged()
    {
        var (ours, _) = Break(InvariantReasons.CashDiffers);

        AccountInvariants.Check(ours, null).Should().BeEmpty();
    }

    private (AccountRecord Ours, ExchangeRecord? Theirs) Break(string code)
    {
        var (ours, theirs) = (Ours, Theirs);
        switch (code)
        {
            case InvariantReasons.TwoEntries:
                return (ours with { Positions = [_story.Position, _story.Position.Copy()] }, theirs);
            case InvariantReasons.TwoLiveAttempts:
                var exit = _story.Exit(10);
                return (Ours with { Orders = [.. _story.File.Intents, exit.Copy()] }, theirs);
            case InvariantReasons.IdentifierTwice:
                return (ours, theirs with { Orders = [.. theirs.Orders, theirs.Orders[0] with { Id = ExchangeOrderId.From("another") }] });
            case InvariantReasons.FillsDiffer or InvariantReasons.OrderFillsDiffer:
                return (ours with { Fills = [] }, theirs);
            case InvariantReasons.SoldMore:
                var sale = _story.Exit(10);
                _story.Fill(sale, 10, 940);
                return (Ours with { Fills = [.. _story.File.NewFills, .. _story.File.NewFills.Where(fill => fill.Side == OrderSide.Ask)] }, theirs);
            case InvariantReasons.Unguarded:
                return (ours with { Guards = [] }, theirs);
            case InvariantReasons.GuardOfNothing:
                var guard = _story.Guard.Copy();
                _story.Fill(_story.Exit(10), 10, 940);
                return (Ours with { Guards = [guard] }, theirs);
            case InvariantReasons.OrderNotInJournal:
                return (ours, theirs with { Orders = [.. theirs.Orders, theirs.Orders[0] with { Key = Stranger }] });
            case InvariantReasons.OrderNotAtExchange:
                return (ours, theirs with { Missing = [_story.Entry.Key] });
            case InvariantReasons.BooksUneven:
                return (ours with { Entries = new Dictionary<Guid, Krw> { [Guid.Empty] = new Krw(0.01m) } }, theirs);
            case InvariantReasons.CashDiffers:
                return (ours, theirs with { Balances = theirs.Balances with { FreeCash = theirs.Balances.FreeCash + new Krw(1) } });
            case InvariantReasons.CoinsDiffer:
                return (ours, theirs with { Balances = theirs.Balances with { Coins = [] } });
            default:
                throw new InvalidOperationException($"Nobody breaks {code}.");
        }
    }

    private Krw Balance(BookLine line) => Ours.Balances.Where(balance => balance.Line == line).Aggregate(Krw.Zero, (sum, balance) => sum + balance.Amount);

    private static AccountRecord Record(Story story)
    {
        var postings = story.File.NewPostings;
        return new AccountRecord(
            [story.Position],
            [story.Guard],
            story.File.Intents,
            story.File.NewFills,
            postings.GroupBy(line => line.Entry).ToDictionary(entry => entry.Key, entry => entry.Aggregate(Krw.Zero, (sum, line) => sum + line.Amount)),
            [
                .. postings.GroupBy(line => (line.Line, line.Market)).Select(group => new BookBalance(
                    group.Key.Line,
                    group.Key.Market,
                    group.Aggregate(Krw.Zero, (sum, line) => sum + line.Amount),
                    group.Aggregate(Quantity.Zero, (sum, line) => sum + line.Coins))),
            ]);
    }
}
