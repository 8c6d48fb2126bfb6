using CoinPulse.Tests.Exchanges.Upbit.Private;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>One pocket of the fake with its REST side and its WebSocket.</summary>
internal sealed class StoryPocket
{
    private readonly Dictionary<string, FakeMarketBook> _away = [];
    private readonly List<(string Currency, decimal Amount)> _moved = [];

    public StoryPocket(int number, Func<DateTimeOffset> now)
    {
        Api.Door.Access = $"story-access-key-of-forty-characters-{number:0000}";
        Api.Pocket.Now = now;
        Socket = new FakePocketSocket(Api.Door);
        Api.Pocket.Notify = Socket.Say;
    }

    public FakePocketApi Api { get; } = new();

    public FakePocketSocket Socket { get; }

    /// <summary>What moved stays so at the end: the person explains it.</summary>
    public bool LeavesWhatMoved { get; init; }

    public FakeMarketBook BookOf(string market)
    {
        if (_away.TryGetValue(market, out var away)) return away;
        if (!Api.Pocket.Markets.TryGetValue(market, out var book)) Api.Pocket.Markets[market] = book = new FakeMarketBook();
        return book;
    }

    /// <summary>Orders are not taken any more in this market: Upbit does not know it.</summary>
    public void Delist(string market)
    {
        if (Api.Pocket.Markets.Remove(market, out var book)) _away[market] = book;
    }

    /// <summary>Others were faster: of most levels little is left, and no news of it has gone out.</summary>
    public void ThinOut()
    {
        foreach (var book in Api.Pocket.Markets.Values)
        {
            book.Asks = [.. book.Asks.Select(level => (level.Price, Thin(level.Size)))];
            book.Bids = [.. book.Bids.Select(level => (level.Price, Thin(level.Size)))];
        }

        static decimal Thin(decimal size) => decimal.Round(size / 20, 8, MidpointRounding.ToZero);
    }

    /// <summary>What was accepted a while ago is matched now.</summary>
    public void MatchLate(Tally tally)
    {
        var waiting = Api.Pocket.List(order => order.IsOpen && order.Fills.Count == 0);
        Api.Pocket.MatchLate();
        tally.Count(Trouble.LateFill, waiting.Count(order => order.Fills.Count > 0));
    }

    public void List(string market)
    {
        if (_away.Remove(market, out var book)) Api.Pocket.Markets[market] = book;
    }

    /// <summary>Won or coins come or go without an order; <see cref="Calm"/> brings them back, unless the person will explain them.</summary>
    public void Move(string currency, decimal amount)
    {
        Api.Pocket.Move(currency, amount);
        if (!LeavesWhatMoved) _moved.Add((currency, -amount));
    }

    public void Calm(Tally tally)
    {
        foreach (var market in _away.Keys.ToList()) List(market);
        foreach (var market in Api.Pocket.Markets.Keys.ToList()) Api.Pocket.Markets[market].TickAt = new FakeMarketBook().TickAt;
        foreach (var (currency, amount) in _moved) Api.Pocket.Move(currency, amount);
        _moved.Clear();
        Api.Pocket.IsSlow = false;
        MatchLate(tally);
        (Socket.IsDead, Socket.IsDeaf, Socket.Times, Socket.RefuseWith) = (false, false, 1, null);
        Socket.Release();
    }
}
