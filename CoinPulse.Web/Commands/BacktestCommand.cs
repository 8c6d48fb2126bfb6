using System.Globalization;
using CoinPulse.Core.Markets.Replay;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Yardstick;

namespace CoinPulse.Web.Commands;

/// <summary>Plays recorded candles through the engine as fast as they go, each strategy alone, and prints what came of it.</summary>
internal static class BacktestCommand
{
    public const string Name = "backtest";

    public static readonly Command Command = new(
        $"{Name} PATH [--usdt FILE] [--strategy NAME] [--cash WON] [--lives NUMBER] [--twice]", (_, arguments, token) => RunAsync(arguments, Console.Out, Console.Error, token), UsesDatabase: false);

    /// <returns>0; 2 for arguments or a recording that cannot be played; 3 when a run does not tie out or does not repeat.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (Read(arguments) is not { } asked)
        {
            await errors.WriteLineAsync($"Usage: {Command.Usage}");
            return 2;
        }

        try
        {
            var recording = Recording.Read(asked.Path, asked.Usdt is { } rates ? UsdtRates.Read(rates) : null);
            await output.WriteLineAsync(BacktestWords.Of(recording));
            var clean = true;
            foreach (var strategy in asked.Strategies) clean &= await RunAsync(recording, strategy, asked, output, cancellationToken);
            await output.WriteLineAsync(BacktestText.WhatCandlesDoNotSay);
            return clean ? 0 : 3;
        }
        catch (RecordingException refused)
        {
            await errors.WriteLineAsync(refused.Message);
            return 2;
        }
    }

    private static async Task<bool> RunAsync(Recording recording, IStrategy strategy, Asked asked, TextWriter output, CancellationToken cancellationToken)
    {
        var request = RecordedBacktest.Of(recording, strategy, asked.Cash, new RiskSettings());
        var result = await BacktestRunner.RunAsync(request, StrategyCatalog.Offered, cancellationToken);
        var figures = BacktestFigures.Of(request, result);
        foreach (var line in BacktestWords.Of(strategy.Id, RecordedBacktest.SettingsOn(recording, strategy).Timeframe, figures)) await output.WriteLineAsync(line);
        foreach (var violation in result.Violations) await output.WriteLineAsync($"  {violation}");
        if (asked.Lives > 0) await output.WriteLineAsync(BacktestWords.Of(await RandomLives.RunAsync(request, StrategyCatalog.Offered, asked.Lives, cancellationToken)));

        var repeats = !asked.Twice
            || BacktestFigures.Of(request, await BacktestRunner.RunAsync(request, StrategyCatalog.Offered, cancellationToken)).Fingerprint == figures.Fingerprint;
        if (asked.Twice) await output.WriteLineAsync(repeats ? BacktestText.Repeats : BacktestText.DoesNotRepeat);
        return figures.TiesOut && repeats;
    }

    private static Asked? Read(IReadOnlyList<string> arguments)
    {
        var asked = new Asked("", null, StrategyCatalog.Offered.Strategies, new Krw(10_000_000), RandomEntryBand.DefaultRuns, false);
        for (var at = 0; at < arguments.Count; at++)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : null;
            var (next, taken) = arguments[at] switch
            {
                "--twice" => (asked with { Twice = true }, 0),
                "--usdt" when value is not null => (asked with { Usdt = value }, 1),
                "--strategy" when StrategyCatalog.Offered.Strategies.FirstOrDefault(strategy => strategy.Id.Value == value) is { } strategy => (asked with { Strategies = [strategy] }, 1),
                "--cash" when Number(value) is >= 10_000 and var cash => (asked with { Cash = new Krw(cash) }, 1),
                "--lives" when Number(value) is >= 0 and <= 10_000 and var lives => (asked with { Lives = (int)lives }, 1),
                var path when asked.Path.Length == 0 && !path.StartsWith("--", StringComparison.Ordinal) => (asked with { Path = path }, 0),
                _ => (null, 0),
            };
            if (next is null) return null;
            (asked, at) = (next, at + taken);
        }

        return asked.Path.Length > 0 ? asked : null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Asked(string Path, string? Usdt, IReadOnlyList<IStrategy> Strategies, Krw Cash, int Lives, bool Twice);
}
