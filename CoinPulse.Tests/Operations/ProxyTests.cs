using System.Net;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class ProxyTests
{
    private static readonly IPAddress Neighbour = IPAddress.Parse("10.1.2.3");

    [Fact]
    public async Task Nobody_is_believed_whom_the_owner_has_not_named() => (await AddressSeenAsync()).Should().Be("10.1.2.3");

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1, 10.0.0.0/8")]
    public async Task A_named_proxy_says_for_whom_it_speaks(string trusted) => (await AddressSeenAsync(("Proxy:Trusted", trusted))).Should().Be("203.0.113.7");

    [Fact]
    public async Task Another_neighbour_is_still_not_believed() => (await AddressSeenAsync(("Proxy:Trusted", "10.9.9.9"))).Should().Be("10.1.2.3");

    private static async Task<string?> AddressSeenAsync(params (string, string)[] settings)
    {
        string? seen = null;
        await using var app = new CoinPulseApp(services => services.AddSingleton<IStartupFilter>(new Wire(address => seen = address)), settings);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var client = app.CreateClient();

        (await client.SendAsync(request)).EnsureSuccessStatusCode();
        return seen;
    }

    /// <summary>Gives the request its neighbour at the way in, and looks what is left of it at the way out.</summary>
    private sealed class Wire(Action<string?> see) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate on) =>
            {
                context.Connection.RemoteIpAddress = Neighbour;
                await on(context);
                see(context.Connection.RemoteIpAddress?.ToString());
            });
            next(app);
        };
    }
}
