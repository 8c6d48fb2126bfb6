namespace CoinPulse.Core.Operations;

/// <summary>What this process calls itself in leases, logs and job runs: where it runs, its number, and a mark that a restarted container does not share.</summary>
public static class ProcessName
{
    public static readonly string Value = Name();

    private static string Name()
    {
        var mark = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
        var machine = Environment.MachineName;
        return $"{(machine.Length > 64 ? machine[..64] : machine)}:{Environment.ProcessId}:{mark}";
    }
}
