namespace CoinPulse.Web.Shared;

/// <summary>Where a number went. Told by sign, arrow and word as well as by colour.</summary>
public enum Direction
{
    Up,
    Down,
    Flat,
}

public static class Directions
{
    /// <summary>The direction as it is shown: what rounds to zero went nowhere.</summary>
    public static Direction Of(decimal value, int decimals = 2) => Math.Round(value, decimals, MidpointRounding.AwayFromZero) switch
    {
        > 0 => Direction.Up,
        < 0 => Direction.Down,
        _ => Direction.Flat,
    };

    public static string CssClass(this Direction direction) => direction switch
    {
        Direction.Up => "cp-up",
        Direction.Down => "cp-down",
        Direction.Flat => "cp-flat",
    };

    public static string Arrow(this Direction direction) => direction switch
    {
        Direction.Up => "▲",
        Direction.Down => "▼",
        Direction.Flat => "",
    };

    public static string Word(this Direction direction) => direction switch
    {
        Direction.Up => SharedText.Rising,
        Direction.Down => SharedText.Falling,
        Direction.Flat => SharedText.Unchanged,
    };
}
