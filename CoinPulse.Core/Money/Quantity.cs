using System.Globalization;

namespace CoinPulse.Core.Money;

/// <summary>A number of coins, exact to eight decimals (Upbit's precision). <c>default</c> is none.</summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    public const int Decimals = 8;

    public static readonly Quantity Zero;

    /// <exception cref="ArgumentOutOfRangeException">More than eight decimals: a quantity is never rounded in silence.</exception>
    public Quantity(decimal value) => Value = decimal.Round(value, Decimals) == value
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A quantity has at most eight decimals.");

    public decimal Value { get; }

    public bool IsPositive => Value > 0;

    public bool IsZero => Value == 0;

    /// <summary>Cuts, never rounds up: an order for more coins than there are is refused.</summary>
    public static Quantity CutFrom(decimal value) => new(Math.Round(value, Decimals, MidpointRounding.ToZero));

    public Quantity Abs() => new(Math.Abs(Value));

    public static Quantity Min(Quantity left, Quantity right) => left <= right ? left : right;

    public static Quantity Max(Quantity left, Quantity right) => left >= right ? left : right;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Value + right.Value);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Value - right.Value);

    public static Quantity operator -(Quantity quantity) => new(-quantity.Value);

    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;

    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;

    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;

    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.########", CultureInfo.InvariantCulture);
}
