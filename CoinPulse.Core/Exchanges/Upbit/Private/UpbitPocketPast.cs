using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>A pocket's past, as its key may see it: orders need 주문조회, deposits 입금조회 and withdrawals 출금조회. All of it is asked for behind what matters more.</summary>
internal sealed class UpbitPocketPast(UpbitPocket pocket, UpbitClosedOrders closed) : IAccountPast
{
    private const int OnPage = 100;

    /// <summary>Coins travel for hours, sometimes for days: what was begun this long before a moment may have arrived after it.</summary>
    private static readonly TimeSpan LongestJourney = TimeSpan.FromDays(7);

    public async Task<ExchangeAnswer<IReadOnlyList<ExchangeOrder>>> EndedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await closed.ListAsync(from, to, cancellationToken)).Map<IReadOnlyList<ExchangeOrder>>(
            listed => [.. listed.Select(UpbitOrderReader.Read).OfType<ExchangeOrder>().Where(order => IsWanted(order, from, to)).OrderBy(order => order.CreatedAt)]);

    public async Task<ExchangeAnswer<ExchangeOrder>> FindAsync(ExchangeOrderId id, CancellationToken cancellationToken) =>
        UpbitExchange.Read(await pocket.OrderAsync(UpbitOrderName.Of(id), cancellationToken));

    public async Task<ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>> TransfersAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var came = await ReadAsync(TransferDirection.Deposit, pocket.DepositsAsync, since, cancellationToken);
        if (came.Kind != AnswerKind.Answered) return came;
        var went = await ReadAsync(TransferDirection.Withdrawal, pocket.WithdrawalsAsync, since, cancellationToken);
        return went.Map<IReadOnlyList<ExchangeTransfer>>(withdrawals => [.. came.Value.Concat(withdrawals).OrderBy(transfer => transfer.At)]);
    }

    private static async Task<ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>> ReadAsync(
        TransferDirection direction,
        Func<int, CancellationToken, Task<ExchangeAnswer<IReadOnlyList<UpbitTransfer>>>> read,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, ExchangeTransfer>(StringComparer.Ordinal);   // while pages are turned, a new one may push an old one onto the next
        for (var page = 1; ; page++)
        {
            var answer = await read(page, cancellationToken);
            if (answer.Kind != AnswerKind.Answered) return answer.Map<IReadOnlyList<ExchangeTransfer>>(_ => []);
            foreach (var transfer in answer.Value.Select(line => Read(direction, line)).OfType<ExchangeTransfer>().Where(transfer => transfer.At >= since)) all[transfer.Id] = transfer;
            if (answer.Value.Count < OnPage || answer.Value[^1].CreatedAt < since - LongestJourney) return ExchangeAnswer<IReadOnlyList<ExchangeTransfer>>.Of([.. all.Values]);
        }
    }

    private static ExchangeTransfer? Read(TransferDirection direction, UpbitTransfer line) =>
        line is { Uuid.Length: > 0, Amount: { } amount } && IsDone(direction, line.State) && Asset.TryParse(line.Currency, out var asset) && (line.DoneAt ?? line.CreatedAt) is { } at
            ? new ExchangeTransfer(line.Uuid, direction, asset, amount, direction == TransferDirection.Withdrawal ? line.Fee ?? 0 : 0, at)
            : null;

    private static bool IsDone(TransferDirection direction, string? state) => state == (direction == TransferDirection.Deposit ? "ACCEPTED" : "DONE");

    private static bool IsWanted(ExchangeOrder order, DateTimeOffset from, DateTimeOffset to) =>
        UpbitExchange.IsInWon(order.Market) && order.CreatedAt >= from && order.CreatedAt < to;
}
