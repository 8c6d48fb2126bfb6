namespace CoinPulse.Web.Shell;

/// <summary>A tab of the settings page. A feature registers its own with <c>services.AddSettingsTab</c>; the component takes no parameters.</summary>
/// <param name="Key">Stands in the address: <c>/settings?tab=trading</c>.</param>
public sealed record SettingsTab(string Key, Func<string> Title, Type Component, int Order);

internal static class SettingsTabs
{
    private static readonly SettingsTab Display = new("display", () => ShellText.SettingsDisplay, typeof(DisplaySettingsPanel), 1000);

    public static IReadOnlyList<SettingsTab> All(IEnumerable<SettingsTab> registered) => [.. registered.Append(Display).OrderBy(tab => tab.Order)];

    /// <summary>The tab of the address; the first when it names none.</summary>
    public static SettingsTab Find(IEnumerable<SettingsTab> registered, string? key)
    {
        var all = All(registered);
        return all.FirstOrDefault(tab => tab.Key == key) ?? all[0];
    }
}
