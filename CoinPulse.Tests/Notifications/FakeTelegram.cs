using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Tests.Notifications;

/// <summary>Telegram's Bot API over real HTTP, written from its documentation alone: it shares nothing with the product. Updates before the offset that is asked for are confirmed and gone.</summary>
internal sealed class FakeTelegram : IAsyncDisposable
{
    public const string Token = "123456789:AAfakefakefakefakefakefakefakefake_-1";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<long, string> _updates = [];
    private long _last = 100;

    private FakeTelegram(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>What the bot has sent, in order.</summary>
    public ConcurrentQueue<(long Chat, string Text)> Sent { get; } = [];

    public int Polled { get; private set; }

    /// <summary>Misbehaves for one request of this method: true when it has answered.</summary>
    public Func<HttpContext, string, Task<bool>>? Trouble { get; set; }

    public static async Task<FakeTelegram> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeTelegram(app);
        app.MapPost("/bot{token}/{method}", fake.AnswerAsync);
        await app.StartAsync();
        fake.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return fake;
    }

    /// <summary>Somebody writes to the bot.</summary>
    /// <returns>The number of the update.</returns>
    public long Write(long chat, string text, DateTimeOffset at, string type = "private")
    {
        var number = Interlocked.Increment(ref _last);
        var message = new { update_id = number, message = new { message_id = number, date = at.ToUnixTimeSeconds(), text, chat = new { id = chat, type }, from = new { id = chat, is_bot = false, first_name = "Kim", username = "kim" } } };
        _updates[number] = JsonSerializer.Serialize(message);
        return number;
    }

    public static Task RefuseAsync(HttpContext context, int status, string description, int? retryAfter = null)
    {
        context.Response.StatusCode = status;
        object answer = retryAfter is { } seconds
            ? new { ok = false, error_code = status, description, parameters = new { retry_after = seconds } }
            : new { ok = false, error_code = status, description };
        return context.Response.WriteAsJsonAsync(answer);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string token, string method)
    {
        if (Trouble is { } trouble && await trouble(context, method)) return;
        if (token != Token)
        {
            await RefuseAsync(context, 401, "Unauthorized");
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        switch (method)
        {
            case "getMe":
                await OkAsync(context, """{"id":123456789,"is_bot":true,"first_name":"CoinPulse","username":"coinpulse_test_bot"}""");
                break;
            case "getUpdates":
                Polled++;
                var offset = body.RootElement.GetProperty("offset").GetInt64();
                foreach (var confirmed in _updates.Keys.Where(number => number < offset)) _updates.TryRemove(confirmed, out _);
                await OkAsync(context, $"[{string.Join(',', _updates.OrderBy(update => update.Key).Select(update => update.Value))}]");
                break;
            case "sendMessage":
                Sent.Enqueue((body.RootElement.GetProperty("chat_id").GetInt64(), body.RootElement.GetProperty("text").GetString()!));
                await OkAsync(context, """{"message_id":1}""");
                break;
            default:
                await RefuseAsync(context, 404, "Not Found");
                break;
        }
    }

    private static Task OkAsync(HttpContext context, string result)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"ok":true,"result":{{result}}}""");
    }
}
