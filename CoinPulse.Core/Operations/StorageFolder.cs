namespace CoinPulse.Core.Operations;

/// <summary>
/// The folder of everything CoinPulse writes. It depends on where the program lies and on the settings, never on the working directory: a service started
/// from another folder must not begin with an empty database.
/// </summary>
public sealed class StorageFolder
{
    private const string Solution = "CoinPulse.sln";

    private StorageFolder(string path) => Path = path;

    /// <summary>Absolute; exists.</summary>
    public string Path { get; }

    /// <param name="options">What was configured.</param>
    /// <param name="programFolder">Where the program's files lie: <see cref="AppContext.BaseDirectory"/>.</param>
    public static StorageFolder For(StorageOptions options, string programFolder)
    {
        var wanted = string.IsNullOrWhiteSpace(options.Directory) ? "data" : options.Directory;
        var path = System.IO.Path.GetFullPath(wanted, SettingsFolder(programFolder));
        System.IO.Directory.CreateDirectory(path);
        return new StorageFolder(path);
    }

    /// <summary>A relative name lies in the folder; an absolute one is kept.</summary>
    public string FileAt(string name) => System.IO.Path.GetFullPath(name, Path);

    /// <summary>
    /// The folder of the appsettings.json that its owner edits: the top of a clone when the program runs from its build output there, otherwise the program's own.
    /// </summary>
    internal static string SettingsFolder(string programFolder)
    {
        var program = new DirectoryInfo(System.IO.Path.TrimEndingDirectorySeparator(programFolder));
        if (program.Name.Equals("publish", StringComparison.OrdinalIgnoreCase)) return program.FullName;

        var isBuildOutput = false;
        for (var folder = program; folder is not null; folder = folder.Parent)
        {
            if (isBuildOutput && File.Exists(System.IO.Path.Combine(folder.FullName, Solution))) return folder.FullName;
            isBuildOutput |= folder.Name.Equals("bin", StringComparison.OrdinalIgnoreCase);
        }

        return program.FullName;
    }
}
