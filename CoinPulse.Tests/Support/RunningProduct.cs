using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace CoinPulse.Tests.Support;

/// <summary>The product as a process of its own with an empty data folder, started as its owner starts it and read where its owner reads: on the console.</summary>
public sealed class RunningProduct : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _said = new();

    private RunningProduct(IReadOnlyList<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "CoinPulse.Web.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Storage__Directory"] = _folder.Path;
        start.Environment["Market__Source"] = "Simulated";   // no test asks the real Upbit
        foreach (var (key, value) in settings) start.Environment[key] = value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string DataFolder => _folder.Path;

    /// <summary>Its memory and processor time, as the operating system counts them.</summary>
    public Process Process => _process;

    public static RunningProduct Start(params (string Key, string Value)[] settings) => new(settings);

    /// <summary>Reads the console until a line holds this.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or the time did; the message is what it had said.</exception>
    public async Task<string> LineWithAsync(string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
            {
                if (line.Contains(words, StringComparison.Ordinal)) return line;
            }
        }
        catch (OperationCanceledException)
        {
            // Said below, with what was heard instead.
        }

        throw new InvalidOperationException($"The console never said '{words}'. It said:\n{Said()}");
    }

    /// <param name="name">Without <c>SIG</c>.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            if (_process.HasExited) _lines.Writer.TryComplete();
            return;
        }

        lock (_said) _said.AppendLine(line);
        _lines.Writer.TryWrite(line);
    }

    private string Said()
    {
        lock (_said) return _said.ToString();
    }
}
