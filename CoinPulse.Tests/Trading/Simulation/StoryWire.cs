using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>
/// The way from one process to one pocket of the fake, in place of the network alone: the same requests, the same bytes, the same rules. Answers take their time, and the process may
/// die before a request leaves or before its answer is there.
/// </summary>
internal sealed partial class StoryWire(FakePocketApi api, FakePocketSocket socket, SimulatedCrashes crashes, StoryTime time, Func<TimeSpan> way, Action<string> note, Tally tally) : HttpMessageHandler
{
    /// <summary>Opens the pocket's WebSocket.</summary>
    public Task<WebSocket> DialAsync(Uri address, string? authorization, Action<int> answered, CancellationToken cancellationToken)
    {
        crashes.At("wire.before-dial");
        var (near, far) = StorySocket.Pair();
        var upgrade = new Upgrade(far);
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        context.Features.Set<IHttpWebSocketFeature>(upgrade);
        _ = socket.AcceptAsync(context);
        if (upgrade.IsAccepted) return Task.FromResult<WebSocket>(near);
        answered(context.Response.StatusCode);
        throw new WebSocketException($"The handshake was refused with {context.Response.StatusCode}.");
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        crashes.At($"wire.before {request.Method} {request.RequestUri!.AbsolutePath}");
        var line = new CutLine(cancellationToken);
        var context = ContextOf(request, line);
        var handled = api.AnswerAsync(context);
        Note(request, context, line, handled.IsCompleted);
        crashes.At($"wire.after {request.Method} {request.RequestUri.AbsolutePath}");

        var answer = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.UnsafeRegister(_ => StoryThread.Outside(() => answer.TrySetCanceled(cancellationToken)), null);
        if (handled.IsCompleted) time.CreateTimer(_ => Arrive(answer, context, line), null, way(), Timeout.InfiniteTimeSpan);
        return answer.Task;
    }

    private void Arrive(TaskCompletionSource<HttpResponseMessage> answer, HttpContext context, CutLine line)
    {
        // A process that died meanwhile hears of nothing any more.
        if (crashes.DiedAt is { } place) answer.TrySetException(new SimulatedCrashException(place));
        else if (line.IsCut && context.Response.Body.Length == 0) answer.TrySetException(new HttpRequestException("The line was cut."));
        else answer.TrySetResult(AnswerOf(context, line.IsCut));
    }

    private void Note(HttpRequestMessage request, DefaultHttpContext context, CutLine line, bool isAnswered)
    {
        var answer = !isAnswered ? "silence" : line.IsCut ? "cut" : context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
        var body = context.Request.Body is MemoryStream read ? Encoding.UTF8.GetString(read.ToArray()) : "";
        if (request.Method == HttpMethod.Get) return;
        Count(request, context, body, answer);
        note($"{request.Method} {request.RequestUri!.PathAndQuery} {body}: {answer}");
    }

    private void Count(HttpRequestMessage request, DefaultHttpContext context, string body, string answer)
    {
        var (isOrder, isSwap) = (request.RequestUri!.AbsolutePath == "/v1/orders", request.RequestUri.AbsolutePath == "/v1/orders/cancel_and_new");
        if (context.Response.StatusCode >= 400 && Refusal().Match(Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray())) is { Success: true } said)
            tally.Count(said.Groups["name"].Value == "volume_too_large" ? Trouble.OverBook : $"refused with {said.Groups["name"].Value}");
        if (!isOrder && !isSwap) return;
        if (Identifier().Match(body) is { Success: true } named && api.Pocket.List(order => order.Identifier == named.Groups["key"].Value) is [var made, ..])
        {
            if (isSwap) tally.Count(Trouble.Swap);
            if (answer is "silence" or "cut" || context.Response.StatusCode >= 500) tally.Count(Trouble.LostAfterAcceptance);
            else if (made.Fills.Count > 0 && socket is { Open: > 0, IsDeaf: false, IsDead: false, Holds: false }) tally.Count(Trouble.FillBeforeAnswer);
        }
    }

    [GeneratedRegex("\"name\":\"(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Refusal();

    [GeneratedRegex("\"(new_)?identifier\":\"(?<key>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Identifier();

    private static DefaultHttpContext ContextOf(HttpRequestMessage request, CutLine line)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(line);
        context.Request.Method = request.Method.Method;
        context.Request.Path = request.RequestUri!.AbsolutePath;
        context.Request.QueryString = new QueryString(request.RequestUri.Query);
        context.Request.Headers.Authorization = request.Headers.Authorization?.ToString() ?? string.Join(' ', request.Headers.GetValues("Authorization"));
        if (request.Content is { } content)
        {
            context.Request.Body = new MemoryStream();
            content.CopyTo(context.Request.Body, null, CancellationToken.None);
            context.Request.Body.Position = 0;
        }

        context.Response.Body = new MemoryStream();
        return context;
    }

    private static HttpResponseMessage AnswerOf(HttpContext context, bool isCut)
    {
        var body = (MemoryStream)context.Response.Body;
        var answer = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode) { Content = isCut ? new HalfAnswer() : new ByteArrayContent(body.ToArray()) };
        if (context.Response.Headers.TryGetValue("Remaining-Req", out var remaining)) answer.Headers.TryAddWithoutValidation("Remaining-Req", remaining.ToString());
        return answer;
    }

    private sealed class CutLine(CancellationToken gone) : IHttpRequestLifetimeFeature
    {
        public bool IsCut { get; private set; }

        public CancellationToken RequestAborted { get; set; } = gone;

        public void Abort() => IsCut = true;
    }

    private sealed class HalfAnswer : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new IOException("The line was cut in the answer.");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class Upgrade(WebSocket far) : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => true;

        public bool IsAccepted { get; private set; }

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
        {
            IsAccepted = true;
            return Task.FromResult(far);
        }
    }
}
