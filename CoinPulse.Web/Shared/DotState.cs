namespace CoinPulse.Web.Shared;

public enum DotState
{
    Ok,
    Warning,
    Danger,
    Off,
}
