namespace CoinPulse.Web.Commands;

/// <summary>
/// What the program does instead of serving pages, when its first argument names it: <c>dotnet run --project CoinPulse.Web -- import-legacy …</c>. The database is
/// prepared as at any start, where the command uses it; nothing else of the server runs.
/// </summary>
internal sealed record Command(string Usage, Func<IServiceProvider, IReadOnlyList<string>, CancellationToken, Task<int>> Work, bool UsesDatabase = true)
{
    private static readonly Dictionary<string, Command> All = new(StringComparer.Ordinal)
    {
        [ImportLegacyCommand.Name] = ImportLegacyCommand.Command,
        [BacktestCommand.Name] = BacktestCommand.Command,
        [BackupCommands.BackupName] = BackupCommands.Backup,
        [BackupCommands.VerifyName] = BackupCommands.Verify,
        [BackupCommands.RestoreName] = BackupCommands.Restore,
    };

    /// <summary>The command of the arguments; null when they only configure the server.</summary>
    public static Command? Find(IReadOnlyList<string> arguments) => arguments.Count > 0 ? All.GetValueOrDefault(arguments[0]) : null;

    /// <returns>The exit code of the process.</returns>
    public async Task<int> RunAsync(WebApplication app, IReadOnlyList<string> arguments)
    {
        await using (app)
        {
            if (UsesDatabase) await PrepareDatabaseAsync(app.Services, CancellationToken.None);
            return await Work(app.Services, [.. arguments.Skip(1)], CancellationToken.None);
        }
    }

    /// <summary>The first of the hosted services prepares the database; the others are the server.</summary>
    public static Task PrepareDatabaseAsync(IServiceProvider services, CancellationToken cancellationToken) => services.GetServices<IHostedService>().First().StartAsync(cancellationToken);

    /// <summary>Says on the console why nothing was done.</summary>
    /// <returns>The exit code of a refusal.</returns>
    public static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 2;
    }
}
