namespace CoinPulse.Data.Operations.Backups;

/// <summary>A folder for what is not whole yet, beside what it becomes so that the last move stays on one disk. Nobody but its owner reads it; it goes with its use.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    public ScratchFolder(string beside)
    {
        _folder = Directory.CreateDirectory(Path.Combine(beside, $".part-{Path.GetRandomFileName()}"));
        if (!OperatingSystem.IsWindows()) _folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        if (_folder.Exists) _folder.Delete(recursive: true);
    }
}
