using System.Globalization;

namespace CoinPulse.Core.Money;

/// <summary>Won per coin, exact to eight decimals. <c>default</c> is zero, which no market ever quotes.</summary>
public readonly record struct Price : IComparable<Price>
{
    public const int Decimals = 8;

    public Price(decimal value) => Value = Math.Round(value, Decimals, MidpointRounding.ToEven);

    public decimal Value { get; }

    public bool IsPositive => Value > 0;

    /// <summary>One of the two crossings from <c>double</c> to money: reading a candle. A price has at most fifteen significant digits, so nothing is lost.</summary>
    public static Price FromCandle(double value) => new((decimal)value);

    public double ToCandle() => (double)Value;

    /// <summary>The relative change from <paramref name="other"/> to this price.</summary>
    public Percent ChangeFrom(Price other) => new(Value / other.Value - 1);

    public static Price Min(Price left, Price right) => left <= right ? left : right;

    public static Price Max(Price left, Price right) => left >= right ? left : right;

    public static Krw operator *(Price price, Quantity quantity) => new(price.Value * quantity.Value);

    public static Price operator *(Price price, decimal factor) => new(price.Value * factor);

    public static Price operator +(Price left, Price right) => new(left.Value + right.Value);

    public static Price operator -(Price left, Price right) => new(left.Value - right.Value);

    public static bool operator <(Price left, Price right) => left.Value < right.Value;

    public static bool operator >(Price left, Price right) => left.Value > right.Value;

    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;

    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;

    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.########", CultureInfo.InvariantCulture);
}
