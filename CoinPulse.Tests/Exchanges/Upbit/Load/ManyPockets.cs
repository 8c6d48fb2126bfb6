using System.Collections.Concurrent;
using System.Text.Json;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>The fake's REST side with many pockets behind one address, each known by its key and counted by itself, and a way of some milliseconds to them.</summary>
internal sealed class ManyPockets(WebApplication app, TimeSpan way) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FakePocketApi> _byKey = [];

    public Uri Address { get; private set; } = null!;

    public IEnumerable<FakePocketApi> All => _byKey.Values;

    public static async Task<ManyPockets> StartAsync(TimeSpan way)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var pockets = new ManyPockets(app, way);
        app.MapFallback(pockets.AnswerAsync);
        await app.StartAsync();
        pockets.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return pockets;
    }

    public FakePocketApi Open(int number)
    {
        var api = new FakePocketApi();
        api.Door.Access = $"many-access-key-of-forty-characters-{number:00000}";
        return _byKey[api.Door.Access] = api;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        await Task.Delay(way, TimeProvider.System);
        var claims = context.Request.Headers.Authorization.ToString().Split('.')[1];
        using var read = JsonDocument.Parse(Convert.FromBase64String(claims.Replace('-', '+').Replace('_', '/').PadRight((claims.Length + 3) / 4 * 4, '=')));
        await _byKey[read.RootElement.GetProperty("access_key").GetString()!].AnswerAsync(context);
    }
}
