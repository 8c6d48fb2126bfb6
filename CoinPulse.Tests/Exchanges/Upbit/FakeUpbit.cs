using System.Collections.Concurrent;
using System.Globalization;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>
/// Upbit on real sockets, written from the documentation alone: it shares nothing with the adapter. It counts requests in fixed seconds by group and
/// refuses what is too many, and it can be told to misbehave. Prices are here, a pocket is in <see cref="Private"/>.
/// </summary>
internal sealed class FakeUpbit : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<(string Group, long Second), int> _counted = [];
    private readonly Lock _gate = new();

    private FakeUpbit(WebApplication app)
    {
        _app = app;
        PrivateSocket = new FakePocketSocket(Private.Door);
        Private.Pocket.Notify = PrivateSocket.Say;
    }

    public Uri RestUrl { get; private set; } = null!;

    public Uri WebSocketUrl { get; private set; } = null!;

    public Uri PrivateWebSocketUrl { get; private set; } = null!;

    /// <summary>Path and query of every request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>What is answered to a path, in place of what the fake would say.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = [];

    /// <summary>Misbehaves for one request: true when it has answered.</summary>
    public Func<HttpContext, Task<bool>>? Trouble { get; set; }

    public int LimitPerSecond { get; set; } = 10;

    /// <summary>How the header calls the groups; unlike the documentation, as the real one does.</summary>
    public Func<string, string> NameOfGroup { get; set; } = group => group is "candle" or "trade" ? $"{group}s" : group;

    public int Refused { get; private set; }

    /// <summary>The most requests of one group that came in one of its seconds.</summary>
    public int MostInASecond
    {
        get
        {
            lock (_gate) return _counted.Count > 0 ? _counted.Values.Max() : 0;
        }
    }

    public FakeMarkets Markets { get; } = new();

    public FakeUpbitSockets Sockets { get; } = new();

    /// <summary>One pocket: its REST side.</summary>
    public FakePocketApi Private { get; } = new();

    public FakePocketSocket PrivateSocket { get; }

    /// <param name="port">Zero is any that is free.</param>
    public static async Task<FakeUpbit> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var fake = new FakeUpbit(app);
        app.UseWebSockets();
        app.Map("/websocket/v1/private", fake.PrivateSocket.AcceptAsync);
        app.Map("/websocket/v1", fake.Sockets.AcceptAsync);
        app.MapFallback(fake.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        fake.RestUrl = new Uri(address);
        fake.WebSocketUrl = new Uri(address.Replace("http", "ws", StringComparison.Ordinal) + "/websocket/v1");
        fake.PrivateWebSocketUrl = new Uri(fake.WebSocketUrl + "/private");
        fake.Sockets.Markets = fake.Markets;
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        Sockets.DropAll();
        PrivateSocket.DropAll();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        if (FakePocketApi.Knows(path))
        {
            await Private.AnswerAsync(context);
            return;
        }

        Requests.Enqueue(path + context.Request.QueryString.Value);
        if (Trouble is { } trouble && await trouble(context)) return;

        var group = GroupOf(path);
        var left = Count(group);
        context.Response.Headers["Remaining-Req"] = string.Create(CultureInfo.InvariantCulture, $"group={NameOfGroup(group)}; min=1800; sec={Math.Max(left, 0)}");
        if (left < 0)
        {
            Refused++;
            await WriteAsync(context, 429, """{"error":{"name":"too_many_requests","message":"요청 수 제한을 초과했습니다."}}""");
            return;
        }

        var (status, body) = Answers.TryGetValue(path, out var told) ? (200, told) : Markets.Answer(path, context.Request.Query);
        await WriteAsync(context, status, body);
    }

    private static string GroupOf(string path) => path.Split('/') switch
    {
        [_, "market", ..] => "market",
        [_, "candles", ..] => "candle",
        [_, "trades", ..] => "trade",
        [_, "ticker", ..] => "ticker",
        _ => "orderbook",
    };

    private int Count(string group)
    {
        lock (_gate)
        {
            var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            return LimitPerSecond - (_counted[(group, second)] = _counted.GetValueOrDefault((group, second)) + 1);
        }
    }

    internal static async Task WriteAsync(HttpContext context, int status, string body, string type = "application/json;charset=UTF-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }
}
