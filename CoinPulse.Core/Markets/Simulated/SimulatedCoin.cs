namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// What makes one simulated market: its real names, the price around which it lives and how lively it is.
/// </summary>
/// <param name="BasePrice">Won; the price at which a fresh market starts.</param>
/// <param name="Beta">How strongly it follows the common factor; 1 is bitcoin.</param>
/// <param name="OwnSigma">Deviation of its own daily log return in quiet times, without the common factor and without episodes.</param>
/// <param name="DailyValue">Won traded on an ordinary day, in billions.</param>
internal sealed record SimulatedCoin(string Code, string KoreanName, string EnglishName, double BasePrice, double Beta, double OwnSigma, double DailyValue)
{
    /// <summary>Forty KRW markets of Upbit under their real names. Prices and turnovers are plausible, not quotations.</summary>
    public static IReadOnlyList<SimulatedCoin> All { get; } =
    [
        new("BTC", "비트코인", "Bitcoin", 140_000_000, 1.00, 0.010, 300),
        new("ETH", "이더리움", "Ethereum", 4_900_000, 1.20, 0.018, 220),
        new("XRP", "엑스알피(리플)", "XRP", 3_480, 1.15, 0.025, 380),
        new("SOL", "솔라나", "Solana", 231_000, 1.35, 0.024, 120),
        new("DOGE", "도지코인", "Dogecoin", 284, 1.40, 0.027, 95),
        new("ADA", "에이다", "Cardano", 923, 1.30, 0.026, 42),
        new("TRX", "트론", "TRON", 452, 0.70, 0.016, 18),
        new("LINK", "체인링크", "Chainlink", 25_400, 1.35, 0.028, 26),
        new("AVAX", "아발란체", "Avalanche", 34_200, 1.40, 0.030, 21),
        new("SUI", "수이", "Sui", 4_310, 1.45, 0.034, 48),
        new("XLM", "스텔라루멘", "Stellar", 468, 1.20, 0.028, 31),
        new("HBAR", "헤데라", "Hedera", 287, 1.30, 0.031, 27),
        new("BCH", "비트코인캐시", "Bitcoin Cash", 742_000, 1.10, 0.024, 14),
        new("SHIB", "시바이누", "Shiba Inu", 0.01673, 1.40, 0.029, 16),
        new("DOT", "폴카닷", "Polkadot", 5_420, 1.30, 0.026, 9),
        new("NEAR", "니어프로토콜", "NEAR Protocol", 3_660, 1.40, 0.031, 11),
        new("UNI", "유니스왑", "Uniswap", 12_850, 1.30, 0.031, 8),
        new("AAVE", "에이브", "Aave", 386_500, 1.35, 0.031, 7),
        new("ETC", "이더리움클래식", "Ethereum Classic", 27_950, 1.20, 0.025, 13),
        new("APT", "앱토스", "Aptos", 6_230, 1.35, 0.031, 10),
        new("ALGO", "알고랜드", "Algorand", 316, 1.25, 0.029, 8),
        new("ATOM", "코스모스", "Cosmos", 5_870, 1.25, 0.027, 5),
        new("VET", "비체인", "VeChain", 31.6, 1.25, 0.029, 4.5),
        new("FIL", "파일코인", "Filecoin", 3_190, 1.30, 0.029, 4),
        new("ARB", "아비트럼", "Arbitrum", 664, 1.40, 0.032, 9),
        new("SEI", "세이", "Sei", 402, 1.40, 0.035, 15),
        new("STX", "스택스", "Stacks", 872, 1.35, 0.033, 6),
        new("IMX", "이뮤터블엑스", "Immutable X", 751, 1.35, 0.035, 5),
        new("SAND", "더샌드박스", "The Sandbox", 378, 1.35, 0.033, 6.5),
        new("MANA", "디센트럴랜드", "Decentraland", 401, 1.30, 0.032, 5),
        new("CHZ", "칠리즈", "Chiliz", 57.4, 1.25, 0.033, 4.2),
        new("ENS", "이더리움네임서비스", "Ethereum Name Service", 30_450, 1.35, 0.035, 3.8),
        new("BLUR", "블러", "Blur", 104, 1.40, 0.040, 5.5),
        new("MINA", "미나", "Mina", 238, 1.30, 0.036, 3.2),
        new("GAS", "가스", "GAS", 4_480, 1.20, 0.040, 6),
        new("ZRX", "제로엑스", "0x Protocol", 337, 1.20, 0.038, 3),
        new("BTT", "비트토렌트", "BitTorrent", 0.0008712, 1.00, 0.032, 6.8),
        new("PEPE", "페페", "Pepe", 0.01412, 1.50, 0.040, 24),
        new("ANKR", "앵커", "Ankr", 19.7, 1.25, 0.036, 2.4),
        new("MOC", "모스코인", "Moss Coin", 88.6, 1.00, 0.042, 1.9),
    ];

    public MarketInfo Info { get; } = new(MarketCode.Krw(Asset.From(Code)), KoreanName, EnglishName);

    /// <summary>Trades per second on an ordinary moment. All forty together make about three.</summary>
    public double TradesPerSecond { get; } = Math.Clamp(0.035 * Math.Pow(DailyValue, 0.32), 0.04, 0.22);

    /// <summary>Won of an ordinary trade.</summary>
    public double OrdinaryTrade => DailyValue * 1e9 / 86_400 / TradesPerSecond;

    /// <summary>Half the distance of the quotes around the fair price, as a part of it; the tick often makes it wider.</summary>
    public double HalfSpread { get; } = Math.Clamp(0.0009 * Math.Pow(DailyValue, -0.45), 0.00004, 0.0008);

    /// <summary>Won that rest on one side of the visible book: about 1.4 billion for bitcoin, 90 million for the smallest.</summary>
    public double DepthValue { get; } = 60e6 * Math.Pow(DailyValue, 0.55);
}
