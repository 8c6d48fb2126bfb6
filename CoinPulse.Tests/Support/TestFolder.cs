namespace CoinPulse.Tests.Support;

/// <summary>A temporary folder; the one of the run goes when the test process ends.</summary>
public sealed class TestFolder : IDisposable
{
    private static readonly Lazy<string> Run = new(() =>
    {
        var made = Directory.CreateTempSubdirectory("coinpulse-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(made, recursive: true);
        return made;
    });

    public static string ForThisRun => Run.Value;

    public string Path { get; } = Directory.CreateTempSubdirectory("coinpulse-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
