namespace CoinPulse.Web.Shell;

/// <summary>Places of the frame that a feature fills, so that the frame knows no feature.</summary>
public enum ShellSlot
{
    /// <summary>Beside the brand: 모의투자 or 실거래.</summary>
    AccountBadge,

    /// <summary>In the top bar of every page and on the error panel.</summary>
    StopSwitch,

    /// <summary>In the top bar, after the stop switch.</summary>
    Bell,

    /// <summary>On the dashboard, under the person's own figures.</summary>
    Dashboard,
}

/// <summary>A component that fills a place. It takes no parameters and injects what it needs.</summary>
public sealed record ShellSlotEntry(ShellSlot Slot, Type Component);
