using CoinPulse.Tests.Benchmarks;
using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Load;
using CoinPulse.Tests.Trading.Backtest;
using CoinPulse.Tests.Trading.Crashes;
using CoinPulse.Tests.Trading.Simulation;

namespace CoinPulse.Tests.Support;

/// <summary>What this assembly does when it is started as a program. The tests never come here: they have a host of their own.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [BenchmarkCommand.Word, .. var filter]:
                return BenchmarkCommand.Run(filter);
            case [ChartFramesCommand.Word, .. var rounds]:
                return await ChartFramesCommand.RunAsync(rounds);
            case [SimulationCommand.Word, .. var which]:
                return await SimulationCommand.RunAsync(which);
            case [FirstHoursCommand.Word, .. var tries]:
                return await FirstHoursCommand.RunAsync(tries);
            case [UpbitLoadCommand.Word, .. var load]:
                return await UpbitLoadCommand.RunAsync(load);
            case [UpbitByHand.Word, .. var where]:
                return await UpbitByHand.RunAsync(where);
            case [StopsCommand.Word, .. var many]:
                return await StopsCommand.RunAsync(many);
            case [SyncCommand.Word, .. var accounts]:
                return await SyncCommand.RunAsync(accounts);
            case [LoadedUpbit.Word, .. var told]:
                return await LoadedUpbit.RunAsync(told);
            case [Victim.Word, .. var rounds]:
                return await Victim.RunAsync(rounds);
            default:
                await Console.Error.WriteLineAsync("Tests run by ./test.sh, benchmarks by scripts/benchmark.sh, a chart's frames by scripts/chart-frames.sh, long simulations by scripts/simulate.sh");
                return 64;
        }
    }
}
