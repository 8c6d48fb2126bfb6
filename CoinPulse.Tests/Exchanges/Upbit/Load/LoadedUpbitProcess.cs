using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary><see cref="LoadedUpbit"/> seen from the process that started it.</summary>
internal sealed class LoadedUpbitProcess : IAsyncDisposable
{
    private readonly Process _process;

    private LoadedUpbitProcess(Process process) => _process = process;

    public string RestUrl { get; private set; } = "";

    public string WebSocketUrl { get; private set; } = "";

    public static async Task<LoadedUpbitProcess> StartAsync(int markets, int rate)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(LoadedUpbit).Assembly.Location, LoadedUpbit.Word, TextOf(markets), TextOf(rate)])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        var fake = new LoadedUpbitProcess(Process.Start(start)!);
        var at = (await fake.HearAsync()).Split(' ');
        (fake.RestUrl, fake.WebSocketUrl) = (at[1], at[2]);
        return fake;
    }

    /// <summary>Sends in every market; complete when the time is over.</summary>
    public async Task SendAsync(TimeSpan length)
    {
        await _process.StandardInput.WriteLineAsync($"send {TextOf(length.TotalSeconds)}");
        await HearAsync();
    }

    /// <summary>How many requests it was asked, and of how many markets somebody hears the trades.</summary>
    public async Task<(int Asked, int Wanted)> CountAsync()
    {
        await _process.StandardInput.WriteLineAsync("count");
        var said = (await HearAsync()).Split(' ');
        return (int.Parse(said[1], CultureInfo.InvariantCulture), int.Parse(said[3], CultureInfo.InvariantCulture));
    }

    public async Task<LoadSent> TellAsync(string file)
    {
        await _process.StandardInput.WriteLineAsync($"tell {file}");
        await HearAsync();
        return JsonSerializer.Deserialize<LoadSent>(await File.ReadAllTextAsync(file))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> HearAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The fake of Upbit ended.");

    private static string TextOf(double number) => number.ToString(CultureInfo.InvariantCulture);
}
