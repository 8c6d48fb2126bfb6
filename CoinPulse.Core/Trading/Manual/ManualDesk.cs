using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Core.Trading.Manual;

/// <summary>An order that may still trade.</summary>
/// <param name="Key">Null for one placed at the exchange itself.</param>
/// <param name="ByHand">Our record of it; null when it is not one of ours by hand.</param>
public sealed record OpenOrder(
    OrderSource Source, ClientOrderId? Key, MarketCode Market, OrderSide Side, OrderKind Kind, Price? Limit, Quantity? Quantity, Krw? Funds, Quantity Executed, DateTimeOffset At, ManualOrder? ByHand);

/// <summary>What a person orders by hand. Every method asks for the owner, and the owner comes from the session.</summary>
public interface IManualDesk
{
    /// <summary>A fresh ticket. It is good for one order, whenever it is handed in.</summary>
    Task<ManualTicket> IssueAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken);

    /// <summary>What an order in the market would be judged by now.</summary>
    Task<Result<ManualFacts>> LookAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the order down and has it sent. The same ticket with the same order again gives what became of it and sends nothing; with another order it is refused. On a
    /// process that is not the engine it waits for the engine to take it, and no longer than <see cref="ManualOrder.LongestWait"/>. Not cancelled once it has begun.
    /// </summary>
    Task<Result<ManualOrder>> PlaceAsync(UserId owner, ManualTicket ticket, ManualDraft draft);

    /// <summary>Asks for an order back. It is asked for until it has ended, whichever process does it.</summary>
    /// <returns>The order as it stands then; null when the person has none of this name.</returns>
    Task<ManualOrder?> CancelAsync(UserId owner, ClientOrderId order);

    /// <summary>What may still trade in the account, oldest first; null when the exchange could not be asked.</summary>
    Task<IReadOnlyList<OpenOrder>?> OpenAsync(UserId owner, AccountId account, CancellationToken cancellationToken);

    /// <summary>The newest orders by hand in the market, newest first.</summary>
    Task<IReadOnlyList<ManualOrder>> NewestAsync(UserId owner, AccountId account, MarketCode market, int count, CancellationToken cancellationToken);
}

internal sealed class ManualDesk(
    IManualOrders orders, ITradingAccounts accounts, IPositionStore positions, IExchangeDirectory exchanges, IMarketHub hub, ManualWatch watch, IEngineLease lease, TimeProvider wall) : IManualDesk
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<ManualTicket> IssueAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken) =>
        new(Guid.CreateVersion7(wall.GetUtcNow()), account, market, await orders.NextNumberAsync(owner, account, market, cancellationToken));

    public async Task<Result<ManualFacts>> LookAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken)
    {
        if (await FindAsync(owner, account, cancellationToken) is not { } found) return Problem.Of(ManualProblems.NoAccount);
        var exchange = exchanges.For(found);
        var chance = await exchange.ChanceAsync(market, cancellationToken);
        var balances = await exchange.BalancesAsync(cancellationToken);
        if (chance.Kind != AnswerKind.Answered || balances.Kind != AnswerKind.Answered) return Problem.Of(ManualProblems.NoFacts);

        var engines = (await positions.LiveAsync(owner, account, cancellationToken)).Where(file => file.Position.Market == market).ToList();
        var coins = balances.Value.Of(market.Base);
        var open = chance.Value with { IsOpen = chance.Value.IsOpen && hub.Find(market) is { Halted: false } };
        return Result<ManualFacts>.Of(new ManualFacts(open, balances.Value.FreeCash, coins.Free, OwnFree(coins, engines), hub.Quote(market)));
    }

    public async Task<Result<ManualOrder>> PlaceAsync(UserId owner, ManualTicket ticket, ManualDraft draft)
    {
        try
        {
            // What the ticket has become already is told before it is judged again: the money it took is gone by then.
            if (await orders.FindAsync(owner, ticket.Key, CancellationToken.None) is { } handedIn)
                return handedIn.Answers(draft) ? await GoOnAsync(handedIn) : Problem.Of(ManualProblems.TakenElsewhere);
            if (await FindAsync(owner, ticket.Account, CancellationToken.None) is not { } account) return Problem.Of(ManualProblems.NoAccount);
            var facts = await LookAsync(owner, ticket.Account, ticket.Market, CancellationToken.None);
            if (!facts.Succeeded) return Result<ManualOrder>.Refused(facts.Problems);
            var preview = ManualRules.Judge(ticket.Key, draft, facts.Value);
            if (!preview.CanBeSent) return Result<ManualOrder>.Refused([.. preview.Faults.Select(fault => fault.Problem)]);

            var wanted = new ManualOrder(ticket, owner, account.Source, preview.Order!, wall.GetUtcNow());
            var standing = await orders.PlanAsync(owner, wanted, CancellationToken.None);
            return standing.IsSameAs(wanted) ? await GoOnAsync(standing) : Problem.Of(ManualProblems.TakenElsewhere);
        }
        catch (JournalUnavailableException)
        {
            return Problem.Of(ManualProblems.JournalAway);
        }
    }

    public async Task<ManualOrder?> CancelAsync(UserId owner, ClientOrderId order)
    {
        if (await orders.FindAsync(owner, order, CancellationToken.None) is null) return null;
        var asked = await orders.ChangeAsync(
            owner,
            order,
            known =>
            {
                known.AskCancel(wall.GetUtcNow());
                return known;
            },
            lease: null,
            CancellationToken.None);
        return asked.IsLive && lease.Proof is not null ? await watch.MoveAsync(asked) : asked;
    }

    public async Task<IReadOnlyList<OpenOrder>?> OpenAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        if (await FindAsync(owner, account, cancellationToken) is not { } found) return null;
        var shown = await exchanges.For(found).OpenOrdersAsync(cancellationToken);
        var known = (await orders.LiveAsync(owner, account, cancellationToken)).ToDictionary(order => order.Key);
        if (shown.Kind != AnswerKind.Answered) return null;
        var resting = shown.Value.Select(order => Of(order, order.Key is { } key ? known.GetValueOrDefault(key) : null)).ToList();
        var listed = resting.Select(order => order.Key).ToHashSet();

        // One that nobody knows the fate of is shown too, and so is one that ended a moment ago and whose end is not written down yet.
        return [.. resting.Concat(known.Values.Where(order => !listed.Contains(order.Key)).Select(Of)).OrderBy(order => order.At)];
    }

    public Task<IReadOnlyList<ManualOrder>> NewestAsync(UserId owner, AccountId account, MarketCode market, int count, CancellationToken cancellationToken) =>
        orders.NewestAsync(owner, account, market, count, cancellationToken);

    /// <summary>What is not the engine's of the coins that are free. A person's own order is taken to lock their own coins first.</summary>
    internal static Quantity OwnFree(CoinBalance coins, IReadOnlyList<PositionFile> engines)
    {
        var held = engines.Aggregate(Quantity.Zero, (sum, file) => sum + file.Position.Held);
        var resting = engines.Select(file => file.LiveOf(Leg.Target)).OfType<Intent>().Aggregate(Quantity.Zero, (sum, target) => sum + (target.Quantity ?? Quantity.Zero) - target.Executed);
        var lockedByHand = Quantity.Max(coins.Locked - resting, Quantity.Zero);
        return Quantity.Min(coins.Free, Quantity.Max(coins.Total - held - lockedByHand, Quantity.Zero));
    }

    private static OpenOrder Of(ExchangeOrder order, ManualOrder? byHand) => new(
        OrderSources.Of(order.Key),
        order.Key, order.Market, order.Side, order.Kind, order.Limit, order.Quantity, byHand?.Funds, order.Executed, order.CreatedAt, byHand);

    private static OpenOrder Of(ManualOrder order) =>
        new(OrderSource.Manual, order.Key, order.Market, order.Side, order.Kind, order.Limit, order.Quantity, order.Funds, order.Executed, order.PlannedAt, order);

    /// <summary>The engine's process sends at once; another waits until the engine has taken the order, or until it is too late for it.</summary>
    private async Task<Result<ManualOrder>> GoOnAsync(ManualOrder order)
    {
        if (order.State != IntentState.Planned) return Result<ManualOrder>.Of(order);
        if (lease.Proof is not null)
        {
            try
            {
                return Result<ManualOrder>.Of(await watch.MoveAsync(order));
            }
            catch (LeaseLostException)
            {
                // Another process is the engine by now, and it has the order, or will take it.
                order = await orders.FindAsync(order.Owner, order.Key, CancellationToken.None) ?? order;
            }
        }

        while (order.State == IntentState.Planned)
        {
            await Task.Delay(Look, wall, CancellationToken.None);
            order = await orders.ChangeAsync(
                order.Owner,
                order.Key,
                known =>
                {
                    known.GiveUpIfLate(wall.GetUtcNow());
                    return known;
                },
                lease: null,
                CancellationToken.None);
        }

        return Result<ManualOrder>.Of(order);
    }

    private async Task<TradingAccount?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken) =>
        await accounts.FindAsync(owner, account, cancellationToken) is { ClosedAt: null } found && found.Source == hub.Source ? found : null;
}
