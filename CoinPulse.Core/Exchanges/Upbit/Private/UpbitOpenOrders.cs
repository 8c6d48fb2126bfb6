namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// Every open order, page by page. An order that ends between two pages moves the next ones forward, so that one may slip through: more than one page is read until two
/// readings agree.
/// </summary>
internal static class UpbitOpenOrders
{
    private const int MostReadings = 4;

    public static async Task<ExchangeAnswer<IReadOnlyList<UpbitOrder>>> ReadAsync(UpbitPocket pocket, CancellationToken cancellationToken)
    {
        HashSet<string>? before = null;
        for (var reading = 0; reading < MostReadings; reading++)
        {
            var orders = new List<UpbitOrder>();
            for (var page = 1; orders.Count == (page - 1) * UpbitPocket.MostOpenOnPage; page++)
            {
                var answer = await pocket.OpenAsync(page, cancellationToken);
                if (answer.Kind != AnswerKind.Answered) return answer;
                orders.AddRange(answer.Value);
            }

            var ids = orders.Select(order => order.Uuid ?? "").ToHashSet(StringComparer.Ordinal);
            if (orders.Count < UpbitPocket.MostOpenOnPage || before?.SetEquals(ids) == true) return ExchangeAnswer<IReadOnlyList<UpbitOrder>>.Of(orders);
            before = ids;
        }

        return ExchangeAnswer<IReadOnlyList<UpbitOrder>>.Unknown("the open orders changed while they were read");
    }
}
