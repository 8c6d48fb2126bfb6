namespace CoinPulse.Core.Markets;

/// <summary>A feature that needs the order books of some markets for as long as it names them: guards, before all.</summary>
public interface IBookInterest
{
    IReadOnlyList<MarketCode> Markets { get; }
}
