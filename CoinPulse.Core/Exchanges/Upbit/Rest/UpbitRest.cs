using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>
/// Sends one request at a time for whoever asks, inside the limits. Whatever comes back that is no whole answer of Upbit's is an <see cref="UpbitException"/> with its class.
/// </summary>
internal sealed class UpbitRest(HttpClient http, UpbitLimiter limiter, TimeProvider wall)
{
    private const int MostAttempts = 4;
    private const int BriefWords = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks and reads. Refused as one too many (429) it is asked again when the group may go on, four times in all.</summary>
    /// <param name="group">Of <see cref="UpbitGroups"/>.</param>
    /// <param name="path">Without the leading slash.</param>
    /// <param name="query">A parameter whose value is null is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="rank">Whether anybody waits for it.</param>
    /// <exception cref="UpbitException">Upbit said no, said nothing, or said something else.</exception>
    public async Task<T> GetAsync<T>(
        string group, string path, IEnumerable<(string Name, string? Value)> query, CancellationToken cancellationToken, UpbitRank rank = UpbitRank.LookUp)
    {
        var address = AddressOf(path, query);
        for (var attempt = 1; ; attempt++)
        {
            using var permit = await limiter.EnterAsync(group, cancellationToken, rank);
            var (status, body) = await SendAsync(address, permit, cancellationToken);
            if (status == HttpStatusCode.OK) return Read<T>(path, body);
            if (status == HttpStatusCode.TooManyRequests && attempt < MostAttempts) continue;
            throw new UpbitException(UpbitErrors.Read((int)status, body), (int)status);
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(string address, UpbitLimiter.Permit permit, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(either.Token);
            Learn(answer, body, permit);
            return (answer.StatusCode, body);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer($"no answer within {Patience.TotalSeconds:0} s", late);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            throw NoAnswer(cut.Message, cut);
        }
    }

    private void Learn(HttpResponseMessage answer, byte[] body, UpbitLimiter.Permit permit)
    {
        if (answer.Headers.TryGetValues("Remaining-Req", out var remaining)) permit.Learn(RemainingRequests.Read(remaining.FirstOrDefault()));
        if (answer.StatusCode == HttpStatusCode.TooManyRequests) permit.Refused();
        if ((int)answer.StatusCode == 418) permit.Blocked(Block.Read(answer.Headers.RetryAfter, wall.GetUtcNow(), Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 2_000))));
    }

    private static T Read<T>(string path, byte[] body)
    {
        try
        {
            return UpbitJson.Read<T>(body);
        }
        catch (JsonException broken)
        {
            var words = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, BriefWords)).ReplaceLineEndings(" ");
            throw new UpbitException(new ExchangeFault(ExchangeFaultKind.Busy, "unreadable", $"{path} answered what cannot be read: {words}"), (int)HttpStatusCode.OK, broken);
        }
    }

    private static UpbitException NoAnswer(string why, Exception inner) => new(new ExchangeFault(ExchangeFaultKind.NoAnswer, "no_answer", why), 0, inner);

    private static string AddressOf(string path, IEnumerable<(string Name, string? Value)> query)
    {
        var address = new StringBuilder(path);
        var mark = '?';
        foreach (var (name, value) in query)
        {
            if (value is null) continue;

            // Values are escaped, the brackets of an array's name are not.
            Debug.Assert(name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '[' or ']'), "A name that would need escaping.");
            address.Append(CultureInfo.InvariantCulture, $"{mark}{name}={Uri.EscapeDataString(value)}");
            mark = '&';
        }

        return address.ToString();
    }
}
