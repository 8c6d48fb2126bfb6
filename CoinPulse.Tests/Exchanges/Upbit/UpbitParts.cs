using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>The adapter's parts put together against the fake.</summary>
internal sealed class UpbitParts : IDisposable
{
    private readonly HttpClient _http;

    public UpbitParts(FakeUpbit fake, TimeProvider? wall = null)
    {
        Options = new UpbitOptions { RestUrl = fake.RestUrl, WebSocketUrl = fake.WebSocketUrl };
        Limiter = new UpbitLimiter(Microsoft.Extensions.Options.Options.Create(Options), wall ?? TimeProvider.System, NullLogger<UpbitLimiter>.Instance);
        _http = UpbitRegistration.Http(fake.RestUrl);
        Quotation = new UpbitQuotation(new UpbitRest(_http, Limiter, wall ?? TimeProvider.System));
    }

    public UpbitOptions Options { get; }

    public UpbitLimiter Limiter { get; }

    public UpbitQuotation Quotation { get; }

    public void Dispose() => _http.Dispose();
}
