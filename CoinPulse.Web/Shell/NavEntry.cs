using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace CoinPulse.Web.Shell;

public enum NavSection
{
    Main,
    Admin,
}

/// <summary>One line of the navigation.</summary>
/// <param name="Title">Read at each drawing, so that it follows the language.</param>
/// <param name="OnPhone">Stands in a phone's bottom bar; the others are under 더보기.</param>
/// <param name="ShortTitle">For the bottom bar, where room is scarce.</param>
public sealed record NavEntry(string Href, Func<string> Title, string Icon, NavSection Section = NavSection.Main, bool OnPhone = false, Func<string>? ShortTitle = null)
{
    public NavLinkMatch Match => Href == "/" ? NavLinkMatch.All : NavLinkMatch.Prefix;
}

/// <summary>The navigation, by job, in the order in which it is shown. A feature adds its line here when its page exists.</summary>
public static class NavEntries
{
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new("/", () => ShellText.NavDashboard, Icons.Material.Outlined.SpaceDashboard, OnPhone: true),
        new("/trading", () => ShellText.NavTrading, Icons.Material.Outlined.CandlestickChart, OnPhone: true, ShortTitle: () => ShellText.NavTradingShort),
        new("/surge", () => ShellText.NavSurge, Icons.Material.Outlined.QueryStats, OnPhone: true, ShortTitle: () => ShellText.NavSurgeShort),
        new("/markets", () => ShellText.NavMarkets, Icons.Material.Outlined.ShowChart),
        new("/holdings", () => ShellText.NavHoldings, Icons.Material.Outlined.AccountBalanceWallet, OnPhone: true, ShortTitle: () => ShellText.NavHoldingsShort),
        new("/orders", () => ShellText.NavOrders, Icons.Material.Outlined.ReceiptLong),
        new("/settings", () => ShellText.NavSettings, Icons.Material.Outlined.Tune),
        new("/admin/people", () => ShellText.NavPeople, Icons.Material.Outlined.Group, NavSection.Admin),
        new("/admin/schedules", () => ShellText.NavSchedules, Icons.Material.Outlined.Schedule, NavSection.Admin),
        new("/admin/backups", () => ShellText.NavBackups, Icons.Material.Outlined.Backup, NavSection.Admin),
    ];

    public static IEnumerable<NavEntry> In(NavSection section) => All.Where(entry => entry.Section == section);
}
