using CoinPulse.Tests.Exchanges.Upbit.Private;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Everything that goes wrong with the fake Upbit of a story, drawn by lot from its seed: with single requests, and for a while with the whole.</summary>
internal sealed class PocketTroubles(int seed)
{
    private static readonly (FakeTroubleKind Kind, double Rate)[] Lines =
    [
        (FakeTroubleKind.CutBefore, 0.02), (FakeTroubleKind.CutAfter, 0.03), (FakeTroubleKind.CutInAnswer, 0.01), (FakeTroubleKind.SilentBefore, 0.01), (FakeTroubleKind.SilentAfter, 0.015),
    ];

    private static readonly (FakeTrouble Trouble, double Rate)[] Words =
    [
        (FakeTrouble.GatewayBefore, 0.01), (FakeTrouble.GatewayAfter, 0.02), (FakeTrouble.Refuses(500, "server_error"), 0.01),
        (FakeTrouble.TooMany, 0.02), (FakeTrouble.Blocked(12), 0.003), (FakeTrouble.Maintenance, 0.02),
    ];

    private bool _isUnderMaintenance;
    private bool _isOn = true;

    public Random Dice { get; } = new(seed ^ 0x5eed);

    public int Happened { get; private set; }

    /// <summary>Upbit's clock goes before ours or behind it.</summary>
    public TimeSpan Skew { get; private set; } = TimeSpan.FromSeconds(seed % 5 == 0 ? seed % 41 - 20 : 0);

    /// <summary>This answer takes its time.</summary>
    public bool IsLate => _isOn && Dice.Next(25) == 0;

    public FakeTrouble? Next(string request)
    {
        if (!_isOn) return null;
        if (_isUnderMaintenance) return Count(FakeTrouble.Maintenance);
        var lot = Dice.NextDouble();
        if (request.StartsWith("GET", StringComparison.Ordinal)) lot *= 3;   // questions are many
        foreach (var (kind, rate) in Lines)
        {
            if ((lot -= rate) < 0) return Count(FakeTrouble.Of(kind));
        }

        foreach (var (trouble, rate) in Words)
        {
            if ((lot -= rate) < 0) return Count(trouble);
        }

        return null;
    }

    /// <returns>What began or ended; null for nothing.</returns>
    public string? Stir(IReadOnlyList<StoryPocket> pockets)
    {
        if (Dice.Next(3) > 0) return null;
        var pocket = pockets[Dice.Next(pockets.Count)];
        var market = World.Markets[Dice.Next(World.Markets.Length)];
        Happened++;
        switch (Dice.Next(13))
        {
            case 0:
                pocket.Socket.DropAll();
                return "the stream is cut";
            case 1:
                return $"the stream is dead: {pocket.Socket.IsDead = !pocket.Socket.IsDead}";
            case 2:
                return $"the stream is deaf: {pocket.Socket.IsDeaf = !pocket.Socket.IsDeaf}";
            case 3:
                return $"notices come {pocket.Socket.Times = 3 - pocket.Socket.Times} times";
            case 4:
                pocket.Socket.Holds = true;
                return "notices are held back";
            case 5:
                pocket.Socket.Release();
                return "notices come, the newest first";
            case 6:
                pocket.Api.Pocket.IsSlow = !pocket.Api.Pocket.IsSlow;
                if (!pocket.Api.Pocket.IsSlow) pocket.Api.Pocket.MatchLate();
                return $"matching is slow: {pocket.Api.Pocket.IsSlow}";
            case 7:
                return $"maintenance: {_isUnderMaintenance = !_isUnderMaintenance}";
            case 8:
                Skew += TimeSpan.FromSeconds(Dice.Next(-3, 4));
                return $"Upbit's clock is {Skew} ahead";
            case 9:
                var step = Dice.Next(2) == 0 ? 1 : 5;
                pocket.BookOf(market.Value).TickAt = _ => step;
                return $"the price step of {market} is {step}";
            case 10:
                if (Dice.Next(2) == 0) pocket.Delist(market.Value);
                else pocket.List(market.Value);
                return $"{market} is there: {pocket.Api.Pocket.Markets.ContainsKey(market.Value)}";
            case 11:
                return Move(pocket, Dice.Next(2) == 0 ? "KRW" : market.Base.Value);
            default:
                return FillPart(pocket);
        }
    }

    public void Calm() => (_isOn, _isUnderMaintenance) = (false, false);

    private string Move(StoryPocket pocket, string currency)
    {
        var free = pocket.Api.Pocket.Of(currency).Free;
        var amount = Dice.Next(2) == 0 ? 50 : -Math.Floor(free * Dice.Next(1, 6)) / 10;
        pocket.Move(currency, amount);
        return $"{amount} {currency} moved by hand";
    }

    private string? FillPart(StoryPocket pocket)
    {
        var resting = pocket.Api.Pocket.List(order => order.IsOpen && order.Type == "limit");
        if (resting.Count == 0) return null;
        var order = resting[Dice.Next(resting.Count)];
        pocket.Api.Pocket.Print(order.Market, order.Price!.Value, Math.Floor(order.Left * 50_000_000) / 100_000_000);
        return $"half of {order.Identifier ?? order.Uuid} fills";
    }

    private FakeTrouble Count(FakeTrouble trouble)
    {
        Happened++;
        return trouble;
    }
}
