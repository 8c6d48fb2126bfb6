using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Reading;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>How fast everybody's exits were of late, leg by leg. Read once: a percentile of a thousand exits does not move in a minute.</summary>
public sealed partial class ExitTimes(IExitTimes times, EngineClock engine) : ComponentBase, IDisposable
{
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _legs = Core.Trading.Reading.ExitTimes.Of(await times.NewestForEveryoneAsync(engine.GetUtcNow().AddDays(-Days), Most, _leaving.Token));
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private static string Name(ExitLeg leg) => leg switch
    {
        ExitLeg.Deciding => OperationsText.Leg_Deciding,
        ExitLeg.Sending => OperationsText.Leg_Sending,
        ExitLeg.Answering => OperationsText.Leg_Answering,
        ExitLeg.Filling => OperationsText.Leg_Filling,
        ExitLeg.Whole => OperationsText.Leg_Whole,
    };
}
