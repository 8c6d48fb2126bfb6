using CoinPulse.Core.Trading.Guards;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading;

/// <summary>What holds a stop, as the guard's bar shows it.</summary>
internal static class GuardStages
{
    public static GuardStage Of(Guard guard) => guard.StopKind switch
    {
        StopKind.Loss => GuardStage.Initial,
        StopKind.BreakEven => GuardStage.BreakEven,
        StopKind.Trailing => GuardStage.Trailing,
    };
}
