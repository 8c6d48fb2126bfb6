using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class HostTests
{
    [Fact]
    public async Task It_is_alive_and_ready_after_an_empty_start()
    {
        await using var app = new CoinPulseApp();
        using var client = app.CreateClient();

        var ready = await client.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        Check(await ready.Content.ReadAsStringAsync(), "database").GetString().Should().Be("Healthy", "a stranger is told the word alone");
    }

    [Fact]
    public async Task An_admin_is_told_the_reasons()
    {
        await using var app = new CoinPulseApp(services => services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, EverybodyIsAdmin>("Test", null)
            .Services.PostConfigure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = options.DefaultScheme = "Test"));
        using var client = app.CreateClient();

        var body = await client.GetStringAsync("/health/ready");

        Check(body, "keys").GetProperty("says").GetString().Should().Contain("unprotected");
        Check(body, "database").GetProperty("says").GetString().Should().Contain("SQLite");
    }

    [Theory]
    [InlineData(StorageTrouble.Full, "Free space")]
    [InlineData(StorageTrouble.Locked, "Another program")]
    public async Task A_database_that_cannot_write_is_not_ready_and_says_what_to_do(StorageTrouble trouble, string advice)
    {
        await using var app = new CoinPulseApp(services =>
        {
            services.RemoveAll<IDatabaseState>();
            services.AddSingleton<IDatabaseState>(new TroubledDatabase(trouble));
            services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, EverybodyIsAdmin>("Test", null)
                .Services.PostConfigure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = options.DefaultScheme = "Test");
        });
        using var client = app.CreateClient();

        var ready = await client.GetAsync("/health/ready");

        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        Check(await ready.Content.ReadAsStringAsync(), "database").GetProperty("says").GetString().Should().Contain(advice);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_and_a_nonce_of_its_own()
    {
        await using var app = new CoinPulseApp();
        using var client = app.CreateClient();

        var first = await client.GetAsync("/health/live");
        var second = await client.GetAsync("/health/live");

        first.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        first.Headers.GetValues("X-Correlation-Id").Should().NotEqual(second.Headers.GetValues("X-Correlation-Id"));
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'self'").And.Contain("object-src 'none'").And.Contain("'nonce-").And.NotContain("http");
        policy.Should().NotBe(second.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task The_environment_wins_over_the_shared_file()
    {
        await using var app = new CoinPulseApp(null, ("AllowedHosts", "elsewhere.example"));
        using var client = app.CreateClient();

        (await client.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.BadRequest, "appsettings.json allows every host");
    }

    [Theory]
    [InlineData("Storage__Directroy", "x", "Storage:Directroy")]
    [InlineData("Database__WaitSeconds", "soon", "Database:WaitSeconds")]
    [InlineData("ConnectionStrings__CoinPulse", "nonsense", "ConnectionStrings__CoinPulse")]
    [InlineData("Logs__KeptDays", "0", "Logs:KeptDays")]
    public async Task A_setting_that_cannot_be_read_stops_the_start_in_one_line(string variable, string value, string named)
    {
        using var folder = new TestFolder();

        var (code, told) = await RunAsync(folder, (variable, value));

        code.Should().Be(1);
        told.Should().Contain(named).And.NotContain("   at ");
    }

    private static JsonElement Check(string body, string name) => JsonDocument.Parse(body).RootElement.GetProperty("checks").GetProperty(name);

    private static async Task<(int Code, string Told)> RunAsync(TestFolder folder, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["Storage__Directory"] = folder.Path;
        start.Environment["Urls"] = "http://127.0.0.1:0";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var told = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            await output;
            return (process.ExitCode, told);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private sealed class EverybodyIsAdmin(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Admin"), new Claim(ClaimTypes.NameIdentifier, "a")], Scheme.Name)), Scheme.Name)));
    }

    private sealed class TroubledDatabase(StorageTrouble trouble) : IDatabaseState
    {
        public string Provider => "PostgreSQL";

        public string Location => "here";

        public bool FellBack => false;

        public Task<StorageTrouble> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(trouble);
    }
}
