using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Notifications.Telegram;

internal enum TelegramOutcome
{
    Ok,

    /// <summary>Too many at once; nothing was done.</summary>
    TooMany,

    /// <summary>The chat is gone or has blocked us; nothing was done and never will be.</summary>
    Blocked,

    /// <summary>The token is not one.</summary>
    Unauthorized,

    /// <summary>Somebody else polls with this token.</summary>
    Conflict,

    /// <summary>Refused for another reason; the same again would be too.</summary>
    Refused,

    /// <summary>No connection came about; nothing was done.</summary>
    Unreachable,

    /// <summary>It may have been done: no answer, or the server's own fault.</summary>
    Unknown,
}

/// <param name="Wait">How long we are asked to stay away.</param>
internal sealed record TelegramReply(TelegramOutcome Outcome, JsonElement Result = default, TimeSpan? Wait = null);

/// <summary>One message that somebody wrote to the bot.</summary>
/// <param name="IsPrivate">Between the bot and one person.</param>
internal sealed record TelegramMessage(long Update, long Chat, bool IsPrivate, string? From, string Text, DateTimeOffset SentAt);

/// <summary>
/// The Bot API by hand: https://core.telegram.org/bots/api, getMe, getUpdates and sendMessage. The token stands in the address of every request, so nothing here logs
/// one and no exception leaves that could show it.
/// </summary>
internal sealed class TelegramBot(HttpClient http, IOptions<TelegramOptions> options, TelegramPace pace) : ITelegramFace, IDisposable
{
    /// <summary>How long Telegram holds an empty answer back.</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly string[] MessagesAlone = ["message"];

    private string? _name;

    /// <summary>The bot's name, for the link to it; null while it is not known.</summary>
    public string? Name => Volatile.Read(ref _name);

    public bool IsOffered => options.Value.IsConfigured;

    public async Task<string?> NameAsync(CancellationToken cancellationToken)
    {
        if (IsOffered && Name is null) await LearnNameAsync(cancellationToken);
        return Name;
    }

    /// <summary>One client for the process, without the factory: its loggers write every address.</summary>
    public static HttpClient Http() =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<TelegramOutcome> LearnNameAsync(CancellationToken cancellationToken)
    {
        var reply = await CallAsync("getMe", new { }, Patience, cancellationToken);
        if (reply.Outcome == TelegramOutcome.Ok && reply.Result.TryGetProperty("username", out var name)) Volatile.Write(ref _name, name.GetString());
        return reply.Outcome;
    }

    /// <summary>Waits for messages from this update on. Asking says that everything before it has been dealt with.</summary>
    public async Task<(TelegramReply Reply, IReadOnlyList<TelegramMessage> Messages, long Next)> UpdatesAsync(long offset, CancellationToken cancellationToken)
    {
        var question = new { offset, timeout = (int)LongPoll.TotalSeconds, allowed_updates = MessagesAlone };
        var reply = await CallAsync("getUpdates", question, LongPoll + Patience, cancellationToken);
        if (reply.Outcome != TelegramOutcome.Ok || reply.Result.ValueKind != JsonValueKind.Array) return (reply, [], offset);
        var messages = new List<TelegramMessage>();
        var next = offset;
        foreach (var update in reply.Result.EnumerateArray())
        {
            var number = update.GetProperty("update_id").GetInt64();
            next = Math.Max(next, number + 1);
            if (MessageOf(number, update) is { } message) messages.Add(message);
        }

        return (reply, messages, next);
    }

    /// <summary>Tells a chat something when its turn has come.</summary>
    public async Task<TelegramReply> TellAsync(long chat, string text, CancellationToken cancellationToken)
    {
        if (pace.Resting is null) await pace.TurnAsync(chat, cancellationToken);
        return await SendAsync(chat, text, cancellationToken);
    }

    /// <summary>Answers a chat that has just written, at once.</summary>
    public Task<TelegramReply> AnswerAsync(long chat, string text, CancellationToken cancellationToken)
    {
        pace.Answered(chat);
        return SendAsync(chat, text, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    /// <summary>While Telegram wants to be left alone nothing is sent: who goes on is kept out for longer.</summary>
    private async Task<TelegramReply> SendAsync(long chat, string text, CancellationToken cancellationToken)
    {
        if (pace.Resting is { } left) return new TelegramReply(TelegramOutcome.TooMany, Wait: left);
        var reply = await CallAsync("sendMessage", new { chat_id = chat, text, link_preview_options = new { is_disabled = true } }, Patience, cancellationToken);
        if (reply is { Outcome: TelegramOutcome.TooMany, Wait: { } wait }) pace.Rest(wait);
        return reply;
    }

    private static TelegramMessage? MessageOf(long number, JsonElement update)
    {
        if (!update.TryGetProperty("message", out var message) || !message.TryGetProperty("text", out var text)) return null;
        var chat = message.GetProperty("chat");
        string? from = null;
        if (message.TryGetProperty("from", out var sender))
        {
            from = sender.TryGetProperty("username", out var username) ? $"@{username.GetString()}" : sender.TryGetProperty("first_name", out var first) ? first.GetString() : null;
        }

        return new TelegramMessage(
            number,
            chat.GetProperty("id").GetInt64(),
            chat.TryGetProperty("type", out var type) && type.GetString() == "private",
            from,
            text.GetString() ?? "",
            DateTimeOffset.FromUnixTimeSeconds(message.GetProperty("date").GetInt64()));
    }

    private async Task<TelegramReply> CallAsync(string method, object body, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var address = new Uri($"{options.Value.ApiUrl.AbsoluteUri.TrimEnd('/')}/bot{options.Value.BotToken}/{method}");
            using var response = await http.PostAsJsonAsync(address, body, limit.Token);
            return Read(response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TelegramReply(TelegramOutcome.Unknown);
        }
        catch (HttpRequestException fault)
        {
            return new TelegramReply(fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                ? TelegramOutcome.Unreachable
                : TelegramOutcome.Unknown);
        }
        catch (IOException)
        {
            return new TelegramReply(TelegramOutcome.Unknown);
        }
    }

    private static TelegramReply Read(HttpStatusCode status, string text)
    {
        JsonElement answer = default;
        try
        {
            using var json = JsonDocument.Parse(text);
            answer = json.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A proxy's page, say: the status tells enough.
        }

        var isAnswer = answer.ValueKind == JsonValueKind.Object;
        if ((int)status is >= 200 and < 300) return isAnswer && answer.TryGetProperty("result", out var result) ? new(TelegramOutcome.Ok, result) : new(TelegramOutcome.Unknown);
        var said = isAnswer && answer.TryGetProperty("description", out var description) ? description.GetString() ?? "" : "";
        return (int)status switch
        {
            429 => new(TelegramOutcome.TooMany, Wait: WaitOf(answer)),
            403 => new(TelegramOutcome.Blocked),
            400 when said.Contains("chat not found", StringComparison.OrdinalIgnoreCase) => new(TelegramOutcome.Blocked),
            401 or 404 => new(TelegramOutcome.Unauthorized),
            409 => new(TelegramOutcome.Conflict),
            >= 500 => new(TelegramOutcome.Unknown),
            _ => new(TelegramOutcome.Refused),
        };
    }

    private static TimeSpan WaitOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("retry_after", out var seconds)
            ? TimeSpan.FromSeconds(Convert.ToDouble(seconds.ToString(), CultureInfo.InvariantCulture))
            : TimeSpan.FromSeconds(5);
}
