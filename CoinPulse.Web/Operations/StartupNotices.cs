using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CoinPulse.Web.Operations;

/// <summary>Tells the person at the console where CoinPulse is, once the server listens. Plain lines, not log lines: a one-time link does not belong in a log file.</summary>
internal sealed class StartupNotices(IServer server, IDatabaseState database, StorageFolder storage, IEnumerable<IStartupNotice> notices) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } listening) return;
        var address = new Uri(listening.Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));

        var lines = new List<string> { $"CoinPulse  {address}", $"Data       {storage.Path}", $"Database   {database.Provider} {database.Location}" };
        if (database.FellBack) lines.Add("PostgreSQL did not answer: this is a stand-in file, and trading is held.");
        foreach (var notice in notices)
        {
            if (await notice.LineAsync(address, cancellationToken) is { } line) lines.Add(line);
        }

        await Console.Out.WriteLineAsync($"\n  {string.Join("\n  ", lines)}\n".AsMemory(), cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
