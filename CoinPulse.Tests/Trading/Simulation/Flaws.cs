using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>The mistakes by which programs like this lose people's money, each as it would be made.</summary>
internal static class Flaws
{
    public static IReadOnlyList<Flaw> All { get; } =
    [
        new("a lost answer is read as a refusal") { Exchange = exchange => new TakesSilenceForNo(exchange) },
        new("a retry gets an identifier of its own") { Exchange = exchange => new NamesAnew(exchange) },
        new("only the first trade of an order is read") { Exchange = exchange => new ReadsOneTrade(exchange) },
        new("what the stream tells is counted beside what was asked for") { Exchange = exchange => new CountsTheStreamApart(exchange) },
        new("a sale takes all coins that are free, the person's too") { Exchange = exchange => new SellsWhatIsFree(exchange) },
        new("an order is sent first and written down afterwards") { Journal = journal => new WritesAfterwards(journal) },
        new("a guard is put away when its exit is refused") { Journal = journal => new ChangesBesides(journal, file => GiveUp(file)) },
        new("a position is forgotten by the next process") { Journal = journal => new ForgetsWhatIsOpen(journal) },
        new("a difference is booked away") { Books = (books, exchangeOf) => new BooksAway(books, exchangeOf) },
    ];

    public static Flaw Named(string name) => All.Single(flaw => flaw.Name == name);

    private static void GiveUp(PositionFile file)
    {
        if (file.Intents.Any(intent => intent is { Leg: Leg.Exit, State: IntentState.Refused })) file.Guard?.Retire();
    }

    private sealed class TakesSilenceForNo(IExchange inner) : PassingExchange(inner)
    {
        public override async Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken)
        {
            var answer = await base.SubmitAsync(order, cancellationToken);
            return answer.Kind == AnswerKind.Unknown ? ExchangeAnswer<ExchangeOrder>.Refused(answer.Fault! with { Kind = ExchangeFaultKind.Busy }) : answer;
        }
    }

    private sealed class NamesAnew(IExchange inner) : PassingExchange(inner)
    {
        public override async Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken)
        {
            var answer = await base.SubmitAsync(order, cancellationToken);
            if (answer.Kind != AnswerKind.Unknown) return answer;
            var again = OrderRequest.Of(order.Kind, ClientOrderId.From($"{order.Key.Value}-r"), order.Market, order.Side, order.Limit, order.Quantity, order.Funds);
            return (await base.SubmitAsync(again, cancellationToken)).Map(made => made with { Key = order.Key });
        }
    }

    private sealed class ReadsOneTrade(IExchange inner) : PassingExchange(inner)
    {
        protected override ExchangeOrder Told(ExchangeOrder order) =>
            order.Trades.Count > 1 ? order with { Trades = [order.Trades[0]], Executed = order.Trades[0].Quantity } : order;
    }

    private sealed class CountsTheStreamApart(IExchange inner) : PassingExchange(inner)
    {
        public override IDisposable Subscribe(Action<ExchangeOrder> onChange) =>
            base.Subscribe(order => onChange(order with { Trades = [.. order.Trades.Select(trade => trade with { Id = $"stream-{trade.Id}" })] }));
    }

    private sealed class SellsWhatIsFree(IExchange inner) : PassingExchange(inner)
    {
        public override async Task<ExchangeAnswer<ExchangeOrder>> SubmitAsync(OrderRequest order, CancellationToken cancellationToken)
        {
            if (order.Kind != OrderKind.MarketSell || await base.BalancesAsync(cancellationToken) is not { Kind: AnswerKind.Answered, Value: var held }) return await base.SubmitAsync(order, cancellationToken);
            return await base.SubmitAsync(OrderRequest.SellAtMarket(order.Key, order.Market, Quantity.Max(order.Quantity!.Value, held.Of(order.Market.Base).Free)), cancellationToken);
        }
    }
}
