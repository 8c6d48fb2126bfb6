using System.Globalization;

namespace CoinPulse.Core.Money;

/// <summary>
/// An amount of won, exact to twelve decimals. What an exchange says beyond the twelfth is cut here, once, so that an
/// amount in memory and the same amount read back from either database are equal. <c>default</c> is zero won.
/// </summary>
public readonly record struct Krw : IComparable<Krw>
{
    public const int Decimals = 12;

    public static readonly Krw Zero;

    public Krw(decimal value) => Value = Math.Round(value, Decimals, MidpointRounding.ToEven);

    public decimal Value { get; }

    public bool IsPositive => Value > 0;

    public bool IsNegative => Value < 0;

    /// <summary>The amount as whole won, for a card that knows no fractions.</summary>
    /// <exception cref="InvalidOperationException">The amount has a fraction: rounding it is somebody's decision, not ours.</exception>
    public long ToWholeWon() => decimal.Truncate(Value) == Value
        ? decimal.ToInt64(Value)
        : throw new InvalidOperationException($"{Value} KRW is not whole won.");

    public Krw Abs() => new(Math.Abs(Value));

    public static Krw Min(Krw left, Krw right) => left <= right ? left : right;

    public static Krw Max(Krw left, Krw right) => left >= right ? left : right;

    public static Krw operator +(Krw left, Krw right) => new(left.Value + right.Value);

    public static Krw operator -(Krw left, Krw right) => new(left.Value - right.Value);

    public static Krw operator -(Krw amount) => new(-amount.Value);

    public static Krw operator *(Krw amount, decimal factor) => new(amount.Value * factor);

    public static Krw operator *(Krw amount, Percent percent) => new(amount.Value * percent.Fraction);

    /// <summary>How many coins the amount buys at this price, cut to eight decimals.</summary>
    public static Quantity operator /(Krw amount, Price price) => Quantity.CutFrom(amount.Value / price.Value);

    /// <summary>Won per coin: what a quantity cost on average, cut to eight decimals.</summary>
    public static Price operator /(Krw amount, Quantity quantity) => new(amount.Value / quantity.Value);

    public static bool operator <(Krw left, Krw right) => left.Value < right.Value;

    public static bool operator >(Krw left, Krw right) => left.Value > right.Value;

    public static bool operator <=(Krw left, Krw right) => left.Value <= right.Value;

    public static bool operator >=(Krw left, Krw right) => left.Value >= right.Value;

    public int CompareTo(Krw other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.############", CultureInfo.InvariantCulture);
}
