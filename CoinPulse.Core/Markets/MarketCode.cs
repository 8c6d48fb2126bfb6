using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Markets;

/// <summary>A currency as the exchange names it: <c>BTC</c>. <c>default</c> is unrepresentable: its value throws.</summary>
public readonly record struct Asset : ITextId<Asset>
{
    private readonly string? _value;

    private Asset(string value) => _value = value;

    public static int LongestText => 20;

    public static Asset Krw { get; } = new("KRW");

    public string Value => _value ?? throw new InvalidOperationException("An asset without a name.");

    public static Asset From(string value) => TryParse(value, out var asset) ? asset : throw new FormatException($"'{value}' is not an asset.");

    public static bool TryParse(string? text, out Asset asset)
    {
        var isName = text is { Length: > 0 } && text.Length <= LongestText && text.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
        asset = isName ? new Asset(text!) : default;
        return isName;
    }

    public override string ToString() => _value ?? "";
}

/// <summary>A market as Upbit writes it, quote first: <c>KRW-BTC</c>. <c>default</c> is unrepresentable: its value throws.</summary>
public readonly record struct MarketCode : ITextId<MarketCode>, IComparable<MarketCode>
{
    private readonly string? _value;

    private MarketCode(string value) => _value = value;

    public static int LongestText => 32;

    public string Value => _value ?? throw new InvalidOperationException("A market without a code.");

    public Asset Quote => Asset.From(Value[..Value.IndexOf('-', StringComparison.Ordinal)]);

    public Asset Base => Asset.From(Value[(Value.IndexOf('-', StringComparison.Ordinal) + 1)..]);

    public static MarketCode Krw(Asset coin) => From($"KRW-{coin.Value}");

    public static MarketCode From(string value) => TryParse(value, out var market) ? market : throw new FormatException($"'{value}' is not a market code such as KRW-BTC.");

    public static bool TryParse(string? text, out MarketCode market)
    {
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        var isCode = dash > 0 && text!.Length <= LongestText && Asset.TryParse(text[..dash], out _) && Asset.TryParse(text[(dash + 1)..], out _);
        market = isCode ? new MarketCode(text!) : default;
        return isCode;
    }

    public int CompareTo(MarketCode other) => string.CompareOrdinal(_value, other._value);

    public override string ToString() => _value ?? "";
}
