using CoinPulse.Core.Markets;
using CoinPulse.Tests.Exchanges.Upbit.Private;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>Everything that goes wrong with the fake Upbit of a story, drawn by lot from its seed: with single requests, and for a while with the whole.</summary>
internal sealed class PocketTroubles(World world)
{
    private static readonly (string Name, FakeTrouble Trouble, double Rate)[] Each =
    [
        (Trouble.LostBefore, FakeTrouble.Of(FakeTroubleKind.CutBefore), 0.02),
        ("an answer is lost", FakeTrouble.Of(FakeTroubleKind.CutAfter), 0.03),
        (Trouble.HalfAnswer, FakeTrouble.Of(FakeTroubleKind.CutInAnswer), 0.01),
        (Trouble.SilenceBefore, FakeTrouble.Of(FakeTroubleKind.SilentBefore), 0.01),
        (Trouble.SilenceAfter, FakeTrouble.Of(FakeTroubleKind.SilentAfter), 0.015),
        (Trouble.GatewayBefore, FakeTrouble.GatewayBefore, 0.01),
        (Trouble.GatewayAfter, FakeTrouble.GatewayAfter, 0.02),
        ("a server's own error", FakeTrouble.Refuses(500, "server_error"), 0.01),
        (Trouble.TooMany, FakeTrouble.TooMany, 0.023),
        ("a moment of maintenance", FakeTrouble.Maintenance, 0.02),
    ];

    private bool _isUnderMaintenance;
    private bool _isAway;
    private bool _isOn = true;
    private DateTimeOffset _blockedUntil;

    public Random Dice { get; } = new(world.Seed ^ 0x5eed);

    /// <summary>Upbit's clock goes before ours or behind it.</summary>
    public TimeSpan Skew { get; private set; } = TimeSpan.FromSeconds(world.Seed % 5 == 0 ? world.Seed % 41 - 20 : 0);

    /// <summary>Draws whether an answer takes its time.</summary>
    public bool MakesLate()
    {
        if (!_isOn || Dice.Next(25) > 0) return false;
        world.Tally.Count(Trouble.LateAnswer);
        return true;
    }

    public FakeTrouble? Next(string request)
    {
        if (!_isOn) return null;
        if (_isAway) return FakeTrouble.Of(FakeTroubleKind.CutBefore);
        if (_blockedUntil > world.Wall.GetUtcNow()) return FakeTrouble.Blocked((int)Math.Ceiling((_blockedUntil - world.Wall.GetUtcNow()).TotalSeconds));
        if (_isUnderMaintenance) return FakeTrouble.Maintenance;
        var isQuestion = request.StartsWith("GET", StringComparison.Ordinal);
        var lot = Dice.NextDouble() * (isQuestion ? 3 : 1);   // questions are many
        foreach (var (name, trouble, rate) in Each)
        {
            if ((lot -= rate) >= 0) continue;
            world.Tally.Count(isQuestion ? $"{name}, of a question" : name);
            if (name == Trouble.TooMany && Dice.Next(5) == 0) Block();
            return trouble;
        }

        return null;
    }

    /// <returns>What began or ended; null for nothing.</returns>
    public string? Stir(IReadOnlyList<StoryPocket> pockets)
    {
        if (Dice.Next(3) > 0) return null;
        var pocket = pockets[Dice.Next(pockets.Count)];
        var market = World.Markets[Dice.Next(World.Markets.Length)];
        switch (Dice.Next(16))
        {
            case 0:
                pocket.Socket.DropAll();
                return Begins(Trouble.StreamCut, true);
            case 1:
                return Begins(Trouble.StreamDead, pocket.Socket.IsDead = !pocket.Socket.IsDead);
            case 2:
                return Begins(Trouble.StreamDeaf, pocket.Socket.IsDeaf = !pocket.Socket.IsDeaf);
            case 3:
                pocket.Socket.Times = 3 - pocket.Socket.Times;
                return Begins(Trouble.StreamTwice, pocket.Socket.Times == 2);
            case 4:
                pocket.Socket.Holds = true;
                return "messages are held back";
            case 5:
                var comes = pocket.Socket.Holds;
                pocket.Socket.Release();
                return Begins(Trouble.StreamOutOfOrder, comes);
            case 6:
                return Slow(pocket);
            case 7:
                return Begins(Trouble.Maintenance, _isUnderMaintenance = !_isUnderMaintenance);
            case 8:
                Skew += TimeSpan.FromSeconds(Dice.Next(-3, 4));
                return Begins(Trouble.Skew, Skew != TimeSpan.Zero);
            case 9:
                var step = Dice.Next(2) == 0 ? 1 : 5;
                pocket.BookOf(market.Value).TickAt = _ => step;
                return Begins(Trouble.TickChange, step != 1);
            case 10:
                return ComeOrGo(pocket, market);
            case 11:
                return Move(pocket, Dice.Next(2) == 0 ? "KRW" : market.Base.Value);
            case 12:
                return Leave(pockets);
            case 13:
                return world.AnnounceEnd(Held(pocket) ?? market, isNear: Dice.Next(3) > 0);
            case 14:
                pocket.ThinOut();
                return Begins(Trouble.ThinBooks, true);
            default:
                return FillPart(pocket);
        }
    }

    public void Calm()
    {
        if (world.Seed % 5 == 0) world.Tally.Count(Trouble.Skew);
        (_isOn, _isUnderMaintenance, _isAway) = (false, false, false);
    }

    /// <summary>Who goes on asking too fast is shut out for a while.</summary>
    private void Block()
    {
        _blockedUntil = world.Wall.GetUtcNow().AddSeconds(Dice.Next(2, 15));
        world.Tally.Count(Trouble.Blocked);
        world.Note("shut out for a while");
    }

    private string Begins(string what, bool isOn)
    {
        if (isOn) world.Tally.Count(what);
        return isOn ? what : $"no more: {what}";
    }

    private string Slow(StoryPocket pocket)
    {
        pocket.Api.Pocket.IsSlow = !pocket.Api.Pocket.IsSlow;
        if (!pocket.Api.Pocket.IsSlow) pocket.MatchLate(world.Tally);
        return $"matching is slow: {pocket.Api.Pocket.IsSlow}";
    }

    private string ComeOrGo(StoryPocket pocket, MarketCode market)
    {
        var goes = Dice.Next(2) == 0;
        if (goes) pocket.Delist(market.Value);
        else pocket.List(market.Value);
        return Begins(Trouble.Gone, goes);
    }

    /// <summary>Nothing of the exchange is there, neither its answers nor its streams, or everything again.</summary>
    private string Leave(IReadOnlyList<StoryPocket> pockets)
    {
        _isAway = !_isAway;
        foreach (var pocket in pockets)
        {
            pocket.Socket.RefuseWith = _isAway ? 502 : null;
            if (_isAway) pocket.Socket.DropAll();
        }

        return Begins(Trouble.Away, _isAway);
    }

    private string Move(StoryPocket pocket, string currency)
    {
        var free = pocket.Api.Pocket.Of(currency).Free;
        var amount = Dice.Next(2) == 0 ? 50 : -Math.Floor(free * Dice.Next(1, 6)) / 10;
        pocket.Move(currency, amount);
        world.Tally.Count(Trouble.Moved);
        return $"{amount} {currency} moved by hand";
    }

    /// <summary>A market in which there is something to leave.</summary>
    private static MarketCode? Held(StoryPocket pocket) => World.Markets.Cast<MarketCode?>().FirstOrDefault(market => pocket.Api.Pocket.Of(market!.Value.Base.Value) is var (free, locked) && free + locked > 0);

    private string? FillPart(StoryPocket pocket)
    {
        var resting = pocket.Api.Pocket.List(order => order is { IsOpen: true, Type: "limit", Time: not "ioc" });
        if (resting.Count == 0) return null;
        var order = resting[Dice.Next(resting.Count)];
        pocket.Api.Pocket.Print(order.Market, order.Price!.Value, Math.Floor(order.Left * 50_000_000) / 100_000_000);
        world.Tally.Count(Trouble.RestingFill);
        return $"half of {order.Identifier ?? order.Uuid} fills";
    }
}
