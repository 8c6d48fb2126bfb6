using Bunit;
using CoinPulse.Tests.Shared;
using CoinPulse.Web.Shell;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Shell;

public sealed class TroubleTests : ComponentTest
{
    public TroubleTests() => Services.AddSingleton<TimeProvider>(new FakeTimeProvider());

    [Theory]
    [InlineData("ko", "신규 매수 정지")]
    [InlineData("en", "Stop new buys")]
    public void A_page_that_fails_still_offers_the_stop_switch(string language, string stop)
    {
        using var reading = new InLanguage(language);

        var page = Render<TroubleBoundary>(p => p.Add(c => c.ChildContent, Broken));

        var button = page.Find("button[form=cp-stop]");
        button.TextContent.Trim().Should().Be(stop);
        button.GetAttribute("type").Should().Be("submit", "it must work without the circuit");
    }

    [Fact]
    public void The_number_that_the_person_reads_is_in_the_log()
    {
        var log = new ListLog();
        Services.AddSingleton<ILogger<TroubleBoundary>>(log);

        var page = Render<TroubleBoundary>(p => p.Add(c => c.ChildContent, Broken));

        var number = page.Find("code").TextContent;
        number.Should().HaveLength(32);
        log.Lines.Should().ContainSingle().Which.Should().Contain(number);
    }

    [Fact]
    public void Trying_again_draws_the_page_again()
    {
        var works = false;
        RenderFragment content = builder => builder.AddContent(0, works ? "data" : throw new InvalidOperationException("not yet"));
        var page = Render<TroubleBoundary>(p => p.Add(c => c.ChildContent, content));

        works = true;
        page.Find("button:not([form])").Click();

        page.Markup.Should().Be("data");
    }

    private static RenderFragment Broken => _ => throw new InvalidOperationException("a bug");

    private sealed class ListLog : ILogger<TroubleBoundary>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
