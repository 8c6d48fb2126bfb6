namespace CoinPulse.Web.Jobs;

internal sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>False for a process that only serves pages: another one on the same database runs the jobs.</summary>
    public bool Run { get; set; } = true;
}
