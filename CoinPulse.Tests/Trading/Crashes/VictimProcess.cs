using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>A real process that trades, and what it has said so far.</summary>
internal sealed class VictimProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Channel<string> _news = Channel.CreateUnbounded<string>();
    private int _ended;

    private VictimProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Said => [.. _said];

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public static VictimProcess Start(string folder, string connectionString, int rounds, string? crashAt = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            ArgumentList = { "exec", typeof(Victim).Assembly.Location, Victim.Word, rounds.ToString(CultureInfo.InvariantCulture) },
            Environment =
            {
                ["Storage__Directory"] = folder,
                ["ConnectionStrings__CoinPulse"] = connectionString,
                ["DOTNET_DbgEnableMiniDump"] = "0",
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        if (crashAt is not null) start.Environment["COINPULSE_CRASH_AT"] = crashAt;
        return new VictimProcess(Process.Start(start)!);
    }

    /// <summary>Waits until the process has said a line that begins so.</summary>
    public async Task HearsAsync(string beginning)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _news.Reader.ReadAllAsync(patience.Token))
            {
                if (line.StartsWith(beginning, StringComparison.Ordinal)) return;
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with all that was said instead.
        }

        throw new InvalidOperationException($"It never said {beginning}:\n{string.Join('\n', Said)}");
    }

    /// <summary>Says a line to it.</summary>
    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <returns>The exit code.</returns>
    public async Task<int> EndsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new InvalidOperationException($"It did not end:\n{string.Join('\n', Said)}", late);
        }

        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            // Both streams end once: after the second nothing can be said any more.
            if (Interlocked.Increment(ref _ended) == 2) _news.Writer.TryComplete();
            return;
        }

        _said.Enqueue(line);
        _news.Writer.TryWrite(line);
    }
}
