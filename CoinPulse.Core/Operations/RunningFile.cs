namespace CoinPulse.Core.Operations;

/// <summary>The file beside a SQLite database that the program at work on it holds open, so that no second one begins and nothing is restored under it.</summary>
public static class RunningFile
{
    public static string Of(string database) => database + ".running";
}
