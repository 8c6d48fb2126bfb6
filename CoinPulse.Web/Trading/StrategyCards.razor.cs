using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading;

/// <summary>The strategies with their switches. One is not turned on with settings that make no sense, and says why.</summary>
public sealed partial class StrategyCards(ISettingsDesk desk, ITradingAccounts accounts, StrategyCatalog catalog) : ComponentBase
{
    // What the browser waits for before it calls a press of these switches kept.
    private readonly Dictionary<StrategyId, int> _saved = [];
    private StrategyId? _refused;
    private IReadOnlyList<Problem> _problems = [];

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public TradingPicture Picture { get; set; } = null!;

    [Parameter] public EventCallback Changed { get; set; }

    private async Task ArmAsync(StrategyId strategy, bool armed)
    {
        var done = await desk.ArmAsync(CurrentUser, Picture.Account.Id, strategy, armed, CancellationToken.None);
        (_refused, _problems) = (done.Succeeded ? null : strategy, done.Problems);
        _saved[strategy] = _saved.GetValueOrDefault(strategy) + 1;
        await Changed.InvokeAsync();
    }

    private async Task ReleaseAsync(StrategyId strategy)
    {
        await accounts.ReleaseStrategyAsync(CurrentUser, Picture.Account.Id, strategy, CancellationToken.None);
        await Changed.InvokeAsync();
    }
}
