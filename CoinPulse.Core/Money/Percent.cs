using System.Globalization;

namespace CoinPulse.Core.Money;

/// <summary>
/// A proportion, kept as a fraction: <c>Percent.Of(3.5m).Fraction == 0.035m</c>. Made by <see cref="Of"/> from what people
/// say, by the constructor from what formulas give; that ends the "is 3 three percent?" class of bug. <c>default</c> is 0 %.
/// </summary>
public readonly record struct Percent(decimal Fraction) : IComparable<Percent>
{
    public static readonly Percent Zero;

    public static Percent Of(decimal percent) => new(percent / 100m);

    /// <summary>The number people read: 3.5 for 3.5 %.</summary>
    public decimal Points => Fraction * 100m;

    public static Percent operator -(Percent percent) => new(-percent.Fraction);

    public static bool operator <(Percent left, Percent right) => left.Fraction < right.Fraction;

    public static bool operator >(Percent left, Percent right) => left.Fraction > right.Fraction;

    public static bool operator <=(Percent left, Percent right) => left.Fraction <= right.Fraction;

    public static bool operator >=(Percent left, Percent right) => left.Fraction >= right.Fraction;

    public int CompareTo(Percent other) => Fraction.CompareTo(other.Fraction);

    public override string ToString() => Points.ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
