using CoinPulse.Tests.Markets.Replay;
using CoinPulse.Web.Commands;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Commands;

public sealed class BacktestCommandTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2025, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly RecordingFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task A_recording_is_played_twice_and_told_with_its_yardsticks()
    {
        _folder.WriteWalk("KRW-BTC", 1, Begin, hours: 200);
        _folder.WriteWalk("KRW-ETH", 2, Begin, hours: 200);

        (await RunAsync(_folder.Path, "--strategy", "mean-reversion", "--lives", "2", "--twice")).Should().Be(0);

        var told = _output.ToString();
        told.Should().Contain("mean-reversion").And.Contain(BacktestText.TiesOut).And.Contain(BacktestText.Repeats).And.Contain(BacktestText.WhatCandlesDoNotSay);
        told.Should().MatchRegex("[0-9a-f]{64}").And.NotContain("swing");
    }

    [Fact]
    public async Task A_broken_recording_is_a_sentence_and_no_stack()
    {
        _folder.Write("KRW-BTC_30m.csv.gz", "2025-01-02T00:30:00Z,1,2,1\n");

        (await RunAsync(_folder.Path)).Should().Be(2);

        _errors.ToString().Should().Be($"KRW-BTC_30m.csv.gz, line 2: there are 4 columns, not 7.{Environment.NewLine}");
    }

    [Theory]
    [InlineData]
    [InlineData("x", "--strategy", "luck")]
    [InlineData("x", "--lives")]
    [InlineData("x", "--cash", "12,000,000")]
    [InlineData("x", "y")]
    public async Task What_it_does_not_understand_it_answers_with_its_usage(params string[] arguments)
    {
        (await RunAsync(arguments)).Should().Be(2);

        _errors.ToString().Should().StartWith("Usage: backtest PATH");
    }

    [Fact]
    public void It_is_a_command_that_needs_no_database() => Command.Find(["backtest", "x"])!.UsesDatabase.Should().BeFalse();

    private Task<int> RunAsync(params string[] arguments) => BacktestCommand.RunAsync(arguments, _output, _errors, default);
}
