using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CoinPulse.Tests.Exchanges.Upbit.Private;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>
/// The fake for a person at the keyboard: prices that move, one pocket with won and coins, and a line each to meddle: <c>move KRW-BTC -5</c> moves a market by so many percent,
/// <c>halt KRW-BTC</c> and <c>open KRW-BTC</c> stop and start its trading, <c>lose 3</c> cuts the next answers to orders after they were taken, <c>down</c> and <c>up</c> are a maintenance,
/// <c>deposit XRP 50</c> and <c>withdraw XRP 50</c> move coins or won in and out, <c>slip XRP -50</c> does so and nothing tells of it.
/// </summary>
internal static class UpbitByHand
{
    public const string Word = "pretend-upbit";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private static readonly (string Code, string Korean, string English, decimal Price)[] Listed =
    [
        ("KRW-BTC", "비트코인", "Bitcoin", 141_000_000),
        ("KRW-ETH", "이더리움", "Ethereum", 4_700_000),
        ("KRW-XRP", "엑스알피(리플)", "XRP", 3_050),
        ("KRW-SOL", "솔라나", "Solana", 214_000),
        ("KRW-DOGE", "도지코인", "Dogecoin", 244),
        ("KRW-ADA", "에이다", "Cardano", 912),
        ("KRW-AVAX", "아발란체", "Avalanche", 31_400),
        ("KRW-LINK", "체인링크", "Chainlink", 22_300),
    ];

    /// <param name="told">The port, 8400 when none is told, and the seed of the prices.</param>
    public static async Task<int> RunAsync(string[] told)
    {
        var (port, seed) = (Number(told, 0, 8_400), Number(told, 1, 1));
        await using var upbit = await FakeUpbit.StartAsync(port);
        var market = new Street(upbit, new Random(seed));
        await Console.Out.WriteLineAsync(
            $"""
            A pretended Upbit is at {upbit.RestUrl}. Start the product with

              Market__Source=Upbit Upbit__RestUrl={upbit.RestUrl} Upbit__WebSocketUrl={upbit.WebSocketUrl} Upbit__PrivateWebSocketUrl={upbit.PrivateWebSocketUrl} dotnet run --project CoinPulse.Web

            The key of its one pocket:

              access {upbit.Private.Door.Access}
              secret {upbit.Private.Door.Secret}

            Then type: move KRW-XRP -5 | halt KRW-XRP | open KRW-XRP | lose 3 | down | up | deposit XRP 50 | withdraw XRP 50 | slip XRP -50 | orders
            """);
        using var over = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            over.Cancel();
        };
        var living = market.LiveAsync(Beat, over.Token);
        while (await Console.In.ReadLineAsync(over.Token).ConfigureAwait(false) is { } line) await Console.Out.WriteLineAsync(market.Obey(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        await living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static int Number(string[] told, int at, int otherwise) => told.Length > at ? int.Parse(told[at], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Prices that walk, and what rests in the pocket filled by them.</summary>
    private sealed class Street
    {
        private readonly FakeUpbit _upbit;
        private readonly Random _dice;
        private readonly ConcurrentDictionary<string, decimal> _prices = [];
        private readonly Dictionary<string, JsonArray> _transfers = new() { ["deposit"] = [], ["withdraw"] = [] };

        public Street(FakeUpbit upbit, Random dice)
        {
            (_upbit, _dice) = (upbit, dice);
            upbit.Markets.Codes.Clear();
            upbit.Markets.KeepsTape = false;
            upbit.Markets.Past = PastOf;
            foreach (var (code, korean, english, price) in Listed)
            {
                upbit.Markets.Codes.Add(code);
                upbit.Markets.Names[code] = (korean, english);
                upbit.Private.Pocket.Markets[code] = new FakeMarketBook();
                Stand(code, price);
            }

            upbit.Private.Pocket.Move("KRW", 3_000_000);
            upbit.Private.Pocket.Move("XRP", 420.5m);
            upbit.Private.Pocket.Move("ETH", 0.12m);
            foreach (var (type, told) in _transfers) upbit.Private.Answers[$"v1/{type}s"] = told.ToJsonString();
        }

        public async Task LiveAsync(TimeSpan beat, CancellationToken cancellationToken)
        {
            using var timer = new PeriodicTimer(beat, TimeProvider.System);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var code = Listed[_dice.Next(Listed.Length)].Code;
                Step(code, (decimal)((_dice.NextDouble() - 0.5) * 0.002));
            }
        }

        public string Obey(string[] words)
        {
            var pocket = _upbit.Private.Pocket;
            switch (words)
            {
                case ["move", var code, var percent] when _prices.ContainsKey(code) && decimal.TryParse(percent, CultureInfo.InvariantCulture, out var points):
                    Step(code, points / 100);
                    return $"{code} is at {_prices[code]}";
                case ["halt", var code] when _prices.ContainsKey(code):
                    pocket.Markets[code].IsOffline = true;
                    _upbit.Markets.Halted.Add(code);
                    return $"{code} is halted";
                case ["open", var code] when _prices.ContainsKey(code):
                    pocket.Markets[code].IsOffline = false;
                    _upbit.Markets.Halted.Remove(code);
                    return $"{code} trades";
                case ["lose", var count] when int.TryParse(count, out var answers):
                    for (var lost = 0; lost < answers; lost++) _upbit.Private.Troubles.Script("POST v1/orders", FakeTrouble.Of(FakeTroubleKind.CutAfter));
                    return $"the answers to the next {answers} orders are lost";
                case ["down"]:
                    (_upbit.Private.Troubles.Otherwise, _upbit.Sockets.RefuseWith) = (_ => FakeTrouble.Maintenance, 503);
                    _upbit.Trouble = async context =>
                    {
                        await FakeUpbit.WriteAsync(context, 503, "{}");
                        return true;
                    };
                    _upbit.Sockets.DropAll();
                    _upbit.PrivateSocket.DropAll();
                    return "maintenance";
                case ["up"]:
                    (_upbit.Private.Troubles.Otherwise, _upbit.Sockets.RefuseWith, _upbit.Trouble) = (_ => null, null, null);
                    return "open again";
                case ["deposit" or "withdraw", var currency, var amount] when IsKnown(currency) && decimal.TryParse(amount, CultureInfo.InvariantCulture, out var sum) && sum > 0:
                    return Transfer(words[0], currency, sum);
                case ["slip", var currency, var amount] when IsKnown(currency) && decimal.TryParse(amount, CultureInfo.InvariantCulture, out var sum):
                    pocket.Move(currency, sum);
                    return $"{currency} {sum:+0.########;-0.########}, and nothing tells of it";
                case ["orders"]:
                    return string.Join('\n', pocket.List(_ => true).Select(order => $"{order.Market} {order.Side} {order.Type} {order.State} {order.Fills.Sum(fill => fill.Volume)} {order.Identifier}"));
                default:
                    return "move MARKET PERCENT | halt MARKET | open MARKET | lose COUNT | down | up | deposit CURRENCY AMOUNT | withdraw CURRENCY AMOUNT | slip CURRENCY AMOUNT | orders";
            }
        }

        private static bool IsKnown(string currency) => currency == "KRW" || Listed.Any(listed => listed.Code == $"KRW-{currency}");

        /// <summary>The pocket changes, and the list of what came or went tells of it, newest first.</summary>
        private string Transfer(string type, string currency, decimal amount)
        {
            var (told, now) = (_transfers[type], TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
            told.Insert(0, new JsonObject
            {
                ["type"] = type,
                ["uuid"] = $"{type}-{told.Count + 1}",
                ["currency"] = currency,
                ["net_type"] = currency,
                ["txid"] = $"{type}-{told.Count + 1}",
                ["state"] = type == "deposit" ? "ACCEPTED" : "DONE",
                ["created_at"] = now,
                ["done_at"] = now,
                ["amount"] = amount.ToString(CultureInfo.InvariantCulture),
                ["fee"] = "0.0",
                ["transaction_type"] = "default",
            });
            _upbit.Private.Answers[$"v1/{type}s"] = told.ToJsonString();
            _upbit.Private.Pocket.Move(currency, type == "deposit" ? amount : -amount);
            return $"{type} of {currency} {amount}";
        }

        private void Step(string code, decimal part)
        {
            if (_upbit.Private.Pocket.Markets[code].IsOffline) return;
            var price = Stand(code, _prices[code] * (1 + part));
            var volume = Math.Round((decimal)_dice.NextDouble() * 3_000_000 / price + 0.0001m, 4);
            _upbit.Private.Pocket.Print(code, price, volume);
            _upbit.Sockets.Trade(code, (double)price, (double)volume, TimeProvider.System.GetUtcNow());
            _upbit.Sockets.BookIfWanted(code, TimeProvider.System.GetUtcNow());
        }

        private decimal Stand(string code, decimal wanted)
        {
            var book = _upbit.Private.Pocket.Markets[code];
            var tick = book.TickAt(wanted);
            var price = Math.Max(tick * 40, Math.Round(wanted / tick) * tick);
            var size = 20_000_000 / price;
            book.Bids = [.. Enumerable.Range(1, 30).Select(level => (price - tick * level, size))];
            book.Asks = [.. Enumerable.Range(1, 30).Select(level => (price + tick * level, size))];
            return _prices[code] = price;
        }

        /// <summary>The past breathes by some percent within hours and days and ends at the price that is listed.</summary>
        private double? PastOf(string code, DateTimeOffset at)
        {
            var price = Listed.First(listed => listed.Code == code).Price;
            var (hours, place) = ((TimeProvider.System.GetUtcNow() - at).TotalHours, Array.FindIndex(Listed, listed => listed.Code == code));
            var tick = (double)_upbit.Private.Pocket.Markets[code].TickAt(price);
            var wave = 1 + (0.02 * Math.Sin(hours / 3 + place)) - (0.02 * Math.Sin(place)) + (0.06 * Math.Sin(hours / 40));
            return Math.Round((double)price * wave / tick) * tick;
        }
    }
}
