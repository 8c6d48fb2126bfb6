using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CoinPulse.Core.Exchanges.Upbit.Rest;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>One request to a pocket.</summary>
/// <param name="Path">Without the leading slash.</param>
/// <param name="Group">Of <see cref="UpbitGroups"/>.</param>
internal sealed record UpbitRequest(HttpMethod Method, string Path, UpbitParameters Parameters, string Group, UpbitRank Rank)
{
    /// <summary>Something changes at the exchange if it arrives. Then it is sent once, and nobody's cancellation counts once it has left.</summary>
    public bool Changes => Method != HttpMethod.Get;
}

/// <summary>
/// Signs and sends the requests of one pocket, inside that pocket's limits. Every end is an answer: what proves nothing is <see cref="AnswerKind.Unknown"/>, what never
/// left is refused as one too many. Nothing is ever sent a second time from here.
/// </summary>
internal sealed class UpbitPrivateRest(HttpClient http, UpbitLimiter limiter, UpbitSigner signer, TimeProvider wall)
{
    /// <summary>After this an answer is no longer waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // An order is sent at once or not at all (OrderSender.Freshness): one that cannot be is refused, and has not happened.
    private static readonly TimeSpan OrderWaits = TimeSpan.FromSeconds(1.5);

    // A slow connection may take a little more. After this an order is not written any more, whatever held it up: a process that slept in between would send what another has
    // long since given up.
    private static readonly TimeSpan LatestOrder = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuestionWaits = TimeSpan.FromSeconds(10);

    private const string TooLate = "It could not be sent at once, and was not sent.";

    private long _sent;

    /// <summary>Requests that left, since the start.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public async Task<ExchangeAnswer<T>> SendAsync<T>(UpbitRequest request, CancellationToken cancellationToken)
    {
        var begun = wall.GetTimestamp();
        using var permit = await EnterAsync(request, cancellationToken);
        if (permit is null) return NotSent<T>("The pocket's requests of this second are used up; this one was not sent.");
        if (request.Changes && wall.GetElapsedTime(begun) > LatestOrder) return NotSent<T>(TooLate);

        using var patience = new CancellationTokenSource(Patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, request.Changes ? CancellationToken.None : cancellationToken);
        using var message = Sign(request, begun);
        try
        {
            Interlocked.Increment(ref _sent);
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(either.Token);
            Learn(answer, body, permit);
            return UpbitVerdict.Of<T>((int)answer.StatusCode, body, request.Changes);
        }
        catch (Exception fault) when (message.Content is UpbitOrderBody { NeverLeft: true } && fault is OperationCanceledException or HttpRequestException or OrderTooLateException)
        {
            return NotSent<T>(TooLate);
        }
        catch (OperationCanceledException) when (request.Changes || !cancellationToken.IsCancellationRequested)
        {
            return ExchangeAnswer<T>.Unknown($"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or SocketException or OrderTooLateException)
        {
            return ExchangeAnswer<T>.Unknown(cut.Message);
        }
    }

    private async Task<UpbitLimiter.Permit?> EnterAsync(UpbitRequest request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(request.Changes ? OrderWaits : QuestionWaits, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await limiter.EnterAsync(request.Group, either.Token, request.Rank);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static ExchangeAnswer<T> NotSent<T>(string why) => ExchangeAnswer<T>.Refused(ExchangeFaultKind.TooManyRequests, "not_sent", why);

    private HttpRequestMessage Sign(UpbitRequest request, long begun)
    {
        var hasBody = request.Method == HttpMethod.Post;
        var address = hasBody || request.Parameters.IsEmpty ? request.Path : $"{request.Path}?{request.Parameters.InAddress}";
        var message = new HttpRequestMessage(request.Method, new Uri(address, UriKind.Relative));
        message.Headers.TryAddWithoutValidation("Authorization", signer.Authorize(request.Parameters));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!hasBody) return message;

        message.Content = new UpbitOrderBody(request.Parameters.InBody(), () => wall.GetElapsedTime(begun) > LatestOrder);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return message;
    }

    private void Learn(HttpResponseMessage answer, byte[] body, UpbitLimiter.Permit permit)
    {
        if (answer.Headers.TryGetValues("Remaining-Req", out var remaining)) permit.Learn(RemainingRequests.Read(remaining.FirstOrDefault()));
        if ((int)answer.StatusCode == 429) permit.Refused();
        if ((int)answer.StatusCode == 418) permit.Blocked(Block.Read(answer.Headers.RetryAfter, wall.GetUtcNow(), Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 2_000))));
    }
}
