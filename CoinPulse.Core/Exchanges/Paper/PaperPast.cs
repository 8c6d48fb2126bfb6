using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>The past of a paper account, from its own books. The amount it was opened with is its first deposit.</summary>
internal sealed class PaperPast(TradingAccount account, IPaperStore store) : IAccountPast
{
    public Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> EndedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<ExchangeOrder>>(async () => [.. (await store.EndedAsync(account.Owner, account.Id, from, to, cancellationToken)).Select(order => order.Shown())]);

    public async Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ExchangeOrderId id, CancellationToken cancellationToken)
    {
        var found = await AskAsync(() => store.FindAsync(account.Owner, account.Id, id, cancellationToken));
        if (found.Kind != AnswerKind.Answered) return found.Map<ExchangeOrder>(_ => null!);
        return found.Value is { } order
            ? ExchangeAnswer<ExchangeOrder>.Of(order.Shown())
            : ExchangeAnswer<ExchangeOrder>.Refused(ExchangeFaultKind.OrderNotFound, "order_not_found", "주문을 찾을 수 없습니다.");
    }

    public Task<ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>> TransfersAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<ExchangeTransfer>>(async () =>
        {
            var moved = (await store.TransfersAsync(account.Owner, account.Id, since, cancellationToken)).Select(transfer => transfer.Shown());
            return since > account.OpenedAt ? [.. moved] : [Opening(), .. moved];
        });

    private ExchangeTransfer Opening() =>
        new($"{account.Id.Value:N}-opening", TransferDirection.Deposit, Asset.Krw, TradingAccount.PaperCash.Value, 0, account.OpenedAt);

    private static async Task<ExchangeAnswer<T>> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return ExchangeAnswer<T>.Of(await ask());
        }
        catch (PaperStoreUnavailableException)
        {
            return ExchangeAnswer<T>.Unknown("The paper exchange's database did not answer.");
        }
    }
}
