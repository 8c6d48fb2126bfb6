using CoinPulse.Core.Accounts;
using CoinPulse.Core.Imports;
using CoinPulse.Web.Imports;

namespace CoinPulse.Web.Commands;

/// <summary>Brings a folder of the earlier product's files in for one person.</summary>
internal static class ImportLegacyCommand
{
    public const string Name = "import-legacy";

    public static readonly Command Command = new($"{Name} --user EMAIL --folder PATH [--dry-run]", RunAsync);

    private static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (ValueOf(arguments, "--user") is not { } email || ValueOf(arguments, "--folder") is not { } folder) return await Command.RefuseAsync($"Usage: {Command.Usage}");
        if (!Directory.Exists(folder)) return await Command.RefuseAsync($"There is no folder {folder}.");

        var people = await services.GetRequiredService<IUserDirectory>().SearchForEveryoneAsync(email, 0, 50, cancellationToken);
        if (people.People.FirstOrDefault(person => string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase)) is not { } owner) return await Command.RefuseAsync($"Nobody here has the email {email}.");

        var files = new List<LegacyText>();
        foreach (var name in LegacyText.Names.Values.Where(name => File.Exists(Path.Combine(folder, name)))) files.Add(new LegacyText(name, await File.ReadAllTextAsync(Path.Combine(folder, name), cancellationToken)));
        if (files.Count == 0) return await Command.RefuseAsync($"None of {string.Join(", ", LegacyText.Names.Values)} lies in {folder}.");

        var report = await services.GetRequiredService<LegacyImporter>().ImportAsync(owner.Id, files, arguments.Contains("--dry-run"), cancellationToken);
        foreach (var note in report.Notes) await Console.Out.WriteLineAsync($"{LegacyText.Names[note.File]} {note.Entry}: {ImportWords.Weight(note.Weight)} - {ImportWords.Sentence(note)}");
        await Console.Out.WriteLineAsync(ImportWords.Summary(report));
        await Console.Out.WriteLineAsync(ImportWords.Settings(report));
        return 0;
    }

    private static string? ValueOf(IReadOnlyList<string> arguments, string name)
    {
        for (var at = 0; at + 1 < arguments.Count; at++)
        {
            if (arguments[at] == name && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal)) return arguments[at + 1];
        }

        return null;
    }
}
