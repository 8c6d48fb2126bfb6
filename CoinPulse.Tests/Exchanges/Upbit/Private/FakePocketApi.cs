using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoinPulse.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>The private REST side of the fake: who comes in, how often, what goes wrong on the way, and the documented requests.</summary>
internal sealed class FakePocketApi
{
    private static readonly JsonSerializerOptions Korean = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<(string Group, long Second), int> _counted = [];
    private readonly Lock _gate = new();

    public FakePocket Pocket { get; } = new();

    public FakeDoor Door { get; } = new();

    public FakeTroubles Troubles { get; } = new();

    /// <summary>Method, path, query or body of every request that arrived, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Every request that would change something, and the name by which its sender calls us: of two processes each has its own.</summary>
    public ConcurrentQueue<(string To, string Request)> Changes { get; } = [];

    /// <summary>What is answered to a path, in place of what the fake would say.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = [];

    public Dictionary<string, int> LimitPerSecond { get; } = new() { ["default"] = 30, ["order"] = 12, ["order-test"] = 8 };

    /// <summary>Requests of each group in each second.</summary>
    public IReadOnlyDictionary<(string Group, long Second), int> Counted => _counted;

    /// <summary>Requests that came when the second was used up.</summary>
    public int Refused { get; private set; }

    /// <summary>Cancels happen a moment after their answer; false leaves that moment to the test.</summary>
    public bool CancelsAtOnce { get; set; } = true;

    public static bool Knows(string path) => path is "v1/accounts" or "v1/order" or "v1/deposits" or "v1/withdraws" or "v1/status/wallet" or "v1/api_keys" or "v1/pockets/api_keys"
        || path.StartsWith("v1/orders", StringComparison.Ordinal) || path.StartsWith("v1/withdraws/", StringComparison.Ordinal);

    public async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!.TrimStart('/');
        var request = $"{context.Request.Method} {path}{context.Request.QueryString.Value}{(body.Length > 0 ? " " : "")}{body}";
        Requests.Enqueue(request);
        if (context.Request.Method != "GET") Changes.Enqueue((context.Request.Host.Host, request));
        var trouble = Troubles.Next($"{context.Request.Method} {path}");
        if (trouble.Kind == FakeTroubleKind.CutBefore) context.Abort();
        else if (trouble.Kind == FakeTroubleKind.SilentBefore) await HangAsync(context);
        else if (trouble.Kind == FakeTroubleKind.SaysInstead) await FakeUpbit.WriteAsync(context, trouble.Status, trouble.Body);
        else await FinishAsync(context, trouble, Handle(context, path, body));
    }

    private static async Task FinishAsync(HttpContext context, FakeTrouble trouble, (int Status, string Body) answer)
    {
        switch (trouble.Kind)
        {
            case FakeTroubleKind.CutAfter:
                context.Abort();
                break;
            case FakeTroubleKind.SilentAfter:
                await HangAsync(context);
                break;
            case FakeTroubleKind.SaysAfter:
                await FakeUpbit.WriteAsync(context, trouble.Status, trouble.Body);
                break;
            case FakeTroubleKind.CutInAnswer:
                context.Response.StatusCode = answer.Status;
                context.Response.ContentLength = answer.Body.Length * 4;
                await context.Response.WriteAsync(answer.Body[..(answer.Body.Length / 2)]);
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            default:
                await FakeUpbit.WriteAsync(context, answer.Status, answer.Body);
                break;
        }
    }

    private static async Task HangAsync(HttpContext context) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private (int Status, string Body) Handle(HttpContext context, string path, string body)
    {
        try
        {
            Count(context, GroupOf(context.Request.Method, path));
            Door.Check(context, body);
            if (context.Request.Method == "DELETE" && body.Length > 0) throw new FakeRefusal(400, "QUERY_PARAMETER_NOT_SUPPORTED", "query parameters only");
            if (Answers.TryGetValue(path, out var told)) return (200, told);
            var asked = body.Length > 0 ? Json(body) : context.Request.Query.ToDictionary(part => part.Key, part => part.Value);
            var (status, node) = Route(context.Request.Method, path, asked);
            return (status, node.ToJsonString(Korean));
        }
        catch (FakeRefusal no)
        {
            return (no.Status, new JsonObject { ["error"] = new JsonObject { ["name"] = no.Name, ["message"] = no.Message } }.ToJsonString(Korean));
        }
    }

    private (int Status, JsonNode Body) Route(string method, string path, Dictionary<string, StringValues> asked) => (method, path) switch
    {
        ("GET", "v1/accounts") => (200, Needing("자산조회", Accounts)),
        ("GET", "v1/orders/chance") => (200, Needing("주문조회", () => Chance(asked["market"]!))),
        ("POST", "v1/orders") => (201, Needing("주문하기", () => Pocket.Place(Single(asked)).ToJson(asNew: true))),
        ("POST", "v1/orders/test") => (201, Needing("주문하기", () => Pocket.Place(Single(asked), isTest: true).ToJson(asNew: true))),
        ("POST", "v1/orders/cancel_and_new") => (201, Needing("주문하기", () => CancelAndNew(asked))),
        ("GET", "v1/order") => (200, Needing("주문조회", () => Pocket.Find(asked.GetValueOrDefault("uuid"), asked.GetValueOrDefault("identifier")).ToJson(withTrades: true))),
        ("DELETE", "v1/order") => (200, Needing("주문하기", () => Cancel(asked))),
        ("GET", "v1/orders/open") => (200, Needing("주문조회", () => Listed(Page(Pocket.List(order => order.IsOpen), asked)))),
        ("GET", "v1/orders/closed") => (200, Needing("주문조회", () => Listed(Closed(asked)))),
        ("GET", "v1/orders/uuids") => (200, Needing("주문조회", () => Listed(Pocket.List(
            order => asked.GetValueOrDefault("uuids[]").Contains(order.Uuid) || (order.Identifier is not null && asked.GetValueOrDefault("identifiers[]").Contains(order.Identifier)))))),
        ("GET", "v1/api_keys") => (200, new JsonArray(new JsonObject { ["access_key"] = Door.Access, ["expire_at"] = "2027-06-25T11:22:54+09:00" })),
        ("POST", "v1/withdraws/coin") => Needing<(int, JsonNode)>("출금하기", () => throw new FakeRefusal(403, "open_api_withdraw_locked", "출금이 잠겨 있습니다.")),
        ("GET", "v1/pockets/api_keys") => Needing<(int, JsonNode)>("포켓관리", () => (200, new JsonArray())),
        _ => throw new FakeRefusal(404, "not_found", path),
    };

    private T Needing<T>(string permission, Func<T> answer)
    {
        Door.Need(permission);
        return answer();
    }

    private JsonArray Accounts() => new JsonArray([.. Pocket.Balances().Select(one => new JsonObject
    {
        ["currency"] = one.Key,
        ["balance"] = FakeOrder.Text(one.Value.Free),
        ["locked"] = FakeOrder.Text(one.Value.Locked),
        ["avg_buy_price"] = "0",
        ["avg_buy_price_modified"] = false,
        ["unit_currency"] = "KRW",
    })]);

    private JsonObject Chance(string market)
    {
        if (!Pocket.Markets.TryGetValue(market, out var book)) throw new FakeRefusal(404, "notfoundmarket", $"다음 마켓에 없는 종목입니다: {market}");
        return new JsonObject
        {
            ["bid_fee"] = "0.0005",
            ["ask_fee"] = "0.0005",
            ["maker_bid_fee"] = "0.0005",
            ["maker_ask_fee"] = "0.0005",
            ["market"] = new JsonObject
            {
                ["id"] = market,
                ["bid"] = new JsonObject { ["currency"] = "KRW", ["min_total"] = "5000" },
                ["ask"] = new JsonObject { ["currency"] = market.Split('-')[1], ["min_total"] = "5000" },
                ["max_total"] = "1000000000",
                ["state"] = book.IsOffline ? "offline" : "active",
            },
        };
    }

    private JsonObject Cancel(Dictionary<string, StringValues> asked)
    {
        var order = Pocket.Cancel(asked.GetValueOrDefault("uuid"), asked.GetValueOrDefault("identifier"));
        var shown = order.ToJson();
        if (CancelsAtOnce) Pocket.EndCancelled(order);
        return shown;
    }

    private JsonObject CancelAndNew(Dictionary<string, StringValues> asked)
    {
        var before = Pocket.Find(null, asked["prev_order_identifier"]).ToJson();
        var (_, order) = Pocket.CancelAndSellRest(asked["prev_order_identifier"]!, asked["new_identifier"]!, asked["new_smp_type"]!);
        if (order is not null) (before["new_order_uuid"], before["new_order_identifier"]) = (order.Uuid, order.Identifier);
        return before;
    }

    private static IEnumerable<FakeOrder> Page(IEnumerable<FakeOrder> orders, Dictionary<string, StringValues> asked)
    {
        var (page, limit) = (Number(asked["page"]), Number(asked["limit"]));
        return orders.OrderBy(order => order.Number).Skip((int)((page - 1) * limit)).Take((int)limit);
    }

    /// <summary>By when they were created, a week at most.</summary>
    private IEnumerable<FakeOrder> Closed(Dictionary<string, StringValues> asked)
    {
        var from = DateTimeOffset.FromUnixTimeMilliseconds(Number(asked["start_time"]));
        return Pocket.List(order => !order.IsOpen && order.CreatedAt >= from && order.CreatedAt < from.AddDays(7)).OrderBy(order => order.Number).Take((int)Number(asked["limit"]));
    }

    private static JsonArray Listed(IEnumerable<FakeOrder> orders) => new JsonArray([.. orders.Select(order => order.ToJson())]);

    private void Count(HttpContext context, string group)
    {
        int left;
        lock (_gate)
        {
            var second = Pocket.Now().ToUnixTimeSeconds();
            left = LimitPerSecond[group] - (_counted[(group, second)] = _counted.GetValueOrDefault((group, second)) + 1);
        }

        context.Response.Headers["Remaining-Req"] = string.Create(CultureInfo.InvariantCulture, $"group={group}; min=1800; sec={Math.Max(left, 0)}");
        if (left >= 0) return;
        Refused++;
        throw new FakeRefusal(429, "too_many_requests", "요청 수 제한을 초과했습니다.");
    }

    private static string GroupOf(string method, string path) => (method, path) switch
    {
        ("POST", "v1/orders" or "v1/orders/cancel_and_new") => "order",
        ("POST", "v1/orders/test") => "order-test",
        _ => "default",
    };

    private static Dictionary<string, StringValues> Json(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.EnumerateObject().ToDictionary(part => part.Name, part => new StringValues(part.Value.ToString()));
    }

    private static Dictionary<string, string> Single(Dictionary<string, StringValues> asked) => asked.ToDictionary(part => part.Key, part => part.Value.ToString());

    private static long Number(StringValues text) => long.Parse(text.ToString(), CultureInfo.InvariantCulture);
}
