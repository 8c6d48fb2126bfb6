using System.Collections.Concurrent;
using CoinPulse.Web.Operations.Logs;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Xunit;

namespace CoinPulse.Tests.Operations;

/// <summary>What a request leaves in the log.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public async Task Who_left_before_the_answer_is_no_error()
    {
        var line = await LineOfAsync(context =>
        {
            context.RequestAborted = new CancellationToken(canceled: true);
            throw new OperationCanceledException(context.RequestAborted);
        });

        (line.Level, StatusOf(line)).Should().Be((LogEventLevel.Debug, 499));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_breaks_is_an_error_and_so_is_a_time_out_of_our_own(bool isTimeOut)
    {
        var line = await LineOfAsync(_ => throw (isTimeOut ? new OperationCanceledException("ours") : new InvalidOperationException("a bug")));

        (line.Level, StatusOf(line)).Should().Be((LogEventLevel.Error, 500));
    }

    private static int StatusOf(LogEvent line) => (int)((ScalarValue)line.Properties["StatusCode"]).Value!;

    private static async Task<LogEvent> LineOfAsync(RequestDelegate answer)
    {
        var lines = new Lines();
        await using var log = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(lines).CreateLogger();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSerilog(log);
        await using var app = builder.Build();
        app.UseRequestIdentity();
        app.Run(answer);
        await app.StartAsync();
        using var client = app.GetTestClient();
        try
        {
            await client.GetAsync("/");
        }
        catch (Exception thrown) when (thrown is OperationCanceledException or InvalidOperationException)
        {
            // The server's own fault comes through to its test client.
        }

        return lines.Heard.Single(line => line.Properties.ContainsKey("RequestPath") && line.Properties.ContainsKey("Elapsed"));
    }

    private sealed class Lines : ILogEventSink
    {
        public ConcurrentQueue<LogEvent> Heard { get; } = [];

        public void Emit(LogEvent logEvent) => Heard.Enqueue(logEvent);
    }
}
