using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>The trading tab of the settings page: one form for each strategy and one for the account's limits; the address names which.</summary>
public sealed partial class TradingSettings(ITradingReader reader, StrategyCatalog catalog) : LiveComponent
{
    public const string Key = "trading";

    /// <summary>Stands in the address where a strategy would: the limits of the account.</summary>
    public const string Risk = "risk";

    private TradingPicture? _picture;
    private IStrategy? _strategy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [SupplyParameterFromQuery(Name = "strategy")] public string? Strategy { get; set; }

    public static string AddressOf(string strategy) => $"/settings?tab={Key}&strategy={strategy}";

    protected override async Task OnParametersSetAsync()
    {
        _strategy = Strategy == Risk ? null : catalog.Strategies.FirstOrDefault(strategy => strategy.Id.Value == Strategy) ?? catalog.Strategies[0];
        _picture = await reader.ReadAsync(CurrentUser, Leaving);
    }
}
