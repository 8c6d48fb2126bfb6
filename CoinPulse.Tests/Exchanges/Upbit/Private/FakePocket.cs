namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>Upbit said no.</summary>
internal sealed class FakeRefusal(int status, string name, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Name { get; } = name;
}

/// <summary>One market of the fake: two sides of a book, best first, and whether it trades.</summary>
internal sealed class FakeMarketBook
{
    public List<(decimal Price, decimal Size)> Bids { get; set; } = [];

    public List<(decimal Price, decimal Size)> Asks { get; set; } = [];

    public bool IsOffline { get; set; }

    /// <summary>The price step; a test changes it as Upbit does now and then.</summary>
    public Func<decimal, decimal> TickAt { get; set; } = price => price switch
    {
        >= 1_000_000 => 1_000,
        >= 500_000 => 500,
        >= 100_000 => 100,
        >= 50_000 => 50,
        >= 10_000 => 10,
        >= 5_000 => 5,
        >= 100 => 1,
        >= 10 => 0.1m,
        >= 1 => 0.01m,
        _ => 0.000_000_01m,
    };
}

/// <summary>
/// One pocket as Upbit keeps it: balances, orders, burned identifiers and a matching of its own, written from the documentation alone. It shares no code with the adapter
/// nor with the paper exchange.
/// </summary>
internal sealed class FakePocket
{
    public const decimal Fee = 0.0005m;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (decimal Free, decimal Locked)> _balances = [];
    private readonly HashSet<string> _burned = [];
    private int _ids;

    public Dictionary<string, FakeMarketBook> Markets { get; } = [];

    public List<FakeOrder> Orders { get; } = [];

    /// <summary>What the WebSocket is to say, one thing that happened at a time.</summary>
    public Action<IReadOnlyList<string>> Notify { get; set; } = _ => { };

    /// <summary>Upbit's clock, which need not be ours.</summary>
    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;

    /// <summary>Accepted orders are matched only when <see cref="MatchLate"/> is called.</summary>
    public bool IsSlow { get; set; }

    public (decimal Free, decimal Locked) Of(string currency) => Locked(() => _balances.GetValueOrDefault(currency));

    public IReadOnlyDictionary<string, (decimal Free, decimal Locked)> Balances() => Locked(() => _balances.ToDictionary());

    /// <summary>Coins or won that come or go without an order: a transfer, or the person's own doing.</summary>
    public void Move(string currency, decimal amount) => Locked(() =>
    {
        Add(currency, amount, 0);
        Notify([AssetNotice(currency)]);
        return 0;
    });

    public FakeOrder Place(IReadOnlyDictionary<string, string> asked, bool isTest = false) => Locked(() =>
    {
        var order = Check(asked, isTest);
        if (isTest) return order;
        Accept(order);
        if (!IsSlow) Match(order);
        return order;
    });

    public void MatchLate() => Locked(() =>
    {
        foreach (var order in Orders.Where(order => order.IsOpen && Markets.ContainsKey(order.Market) && (order.Fills.Count == 0 || order.Time == "ioc")).ToList()) Match(order);
        return 0;
    });

    public FakeOrder Find(string? uuid, string? identifier) => Locked(() => FindNow(uuid, identifier));

    public IReadOnlyList<FakeOrder> List(Func<FakeOrder, bool> which) => Locked(() => (IReadOnlyList<FakeOrder>)[.. Orders.Where(which)]);

    public FakeOrder Cancel(string? uuid, string? identifier) => Locked(() =>
    {
        var order = FindNow(uuid, identifier);
        if (!order.IsOpen) throw new FakeRefusal(404, "order_not_found", "주문을 찾지 못했습니다.");
        return order;
    });

    /// <summary>The cancel itself, a moment after it was accepted.</summary>
    public void EndCancelled(FakeOrder order) => Locked(() =>
    {
        if (order.IsOpen) End(order, "cancel");
        return 0;
    });

    /// <returns>The old order, and the new one unless the old one had filled first.</returns>
    public (FakeOrder Previous, FakeOrder? New) CancelAndSellRest(string previousIdentifier, string identifier, string smp) => Locked<(FakeOrder, FakeOrder?)>(() =>
    {
        var previous = FindNow(null, previousIdentifier);
        if (!previous.IsOpen) return (previous, null);
        var rest = previous.Left;
        var asked = new Dictionary<string, string>
        {
            ["market"] = previous.Market,
            ["side"] = previous.Side,
            ["ord_type"] = "market",
            ["volume"] = FakeOrder.Text(rest),
            ["identifier"] = identifier,
            ["smp_type"] = smp,
        };
        var (free, locked) = _balances[Coin(previous.Market)];
        _balances[Coin(previous.Market)] = (free + rest, locked - rest);   // as if it were cancelled already
        FakeOrder order;
        try
        {
            order = Check(asked, isTest: false);
        }
        finally
        {
            _balances[Coin(previous.Market)] = (free, locked);
        }

        End(previous, "cancel");
        Accept(order);
        if (!IsSlow) Match(order);
        return (previous, order);
    });

    /// <summary>Somebody else's trade: what it passes or reaches fills.</summary>
    public void Print(string market, decimal price, decimal traded) => Locked(() =>
    {
        var left = traded;
        foreach (var order in Orders.Where(order => order.IsOpen && order.Market == market && order.Type == "limit").ToList())
        {
            var isThrough = order.Buys ? price < order.Price : price > order.Price;
            var volume = isThrough ? order.Left : order.Price == price ? Math.Min(order.Left, left) : 0;
            if (!isThrough) left -= volume;
            if (volume > 0) FillResting(order, volume);
        }

        return 0;
    });

    private FakeOrder Check(IReadOnlyDictionary<string, string> asked, bool isTest)
    {
        var order = FakeOrderForm.Read(asked, ++_ids, Now());
        if (!Markets.TryGetValue(order.Market, out var market)) throw new FakeRefusal(400, "notfoundmarket", $"다음 마켓에 없는 종목입니다: {order.Market}");
        if (order.Identifier is { } identifier && (isTest ? _burned.Contains(identifier) : !_burned.Add(identifier))) throw new FakeRefusal(400, "duplicated_identifier", "이미 사용한 identifier입니다.");
        if (market.IsOffline) throw new FakeRefusal(403, "market_offline", "시스템 점검 중입니다.");
        FakeOrderForm.Check(order, market);

        var (currency, needed) = order.Buys ? ("KRW", (order.Spends ? order.Price!.Value : order.Price!.Value * order.Volume!.Value) * (1 + Fee)) : (Coin(order.Market), order.Volume!.Value);
        if (_balances.GetValueOrDefault(currency).Free < needed) throw new FakeRefusal(400, order.Buys ? "insufficient_funds_bid" : "insufficient_funds_ask", $"주문 가능한 금액({currency})이 부족합니다.");
        order.Locked = needed;
        return order;
    }

    private void Accept(FakeOrder order)
    {
        Add(CurrencyOf(order), -order.Locked, order.Locked);
        Orders.Add(order);
        Notify([order.ToNotice("wait", null, Now()), AssetNotice(CurrencyOf(order))]);
    }

    private void Match(FakeOrder order)
    {
        var book = Markets[order.Market];
        var levels = order.Buys ? book.Asks : book.Bids;
        if (order.Time == "fok" && !CanFillWhole(order, levels))
        {
            End(order, "cancel");
            return;
        }

        while (order.IsOpen && FakeMatching.Next(order, levels, Makers(order)) is { } next)
        {
            if (next.Maker is { } maker) Meet(order, maker, next.Price);
            else TakeLevel(order, levels, next.Price);
        }

        if (!order.IsOpen) return;
        var isWhole = order.Spends ? order.Spent == order.Price : order.Left == 0;
        if (isWhole) End(order, "done");
        else if (order.Type != "limit" || order.Time is "ioc" or "fok") End(order, "cancel");
    }

    private List<FakeOrder> Makers(FakeOrder taker) =>
        [.. Orders.Where(other => other != taker && other.IsOpen && other.Market == taker.Market && other.Side != taker.Side && other.Type == "limit")];

    private void TakeLevel(FakeOrder order, List<(decimal Price, decimal Size)> levels, decimal price)
    {
        var at = levels.FindIndex(level => level.Price == price);
        var volume = Math.Min(FakeMatching.Wanted(order, price), levels[at].Size);
        levels[at] = (price, levels[at].Size - volume);
        Fill(order, price, volume);
        if (levels[at].Size == 0) levels.RemoveAt(at);
    }

    private void Meet(FakeOrder taker, FakeOrder maker, decimal price)
    {
        var volume = Math.Min(FakeMatching.Wanted(taker, price), maker.Left);
        switch (taker.Smp)
        {
            case "cancel_taker":
                End(taker, "cancel");
                break;
            case "reduce":
                (taker.Prevented, maker.Prevented) = (taker.Prevented + volume, maker.Prevented + volume);
                if (maker.Left == 0) End(maker, "cancel");
                if (taker.Left == 0) End(taker, "cancel");
                break;
            case "none":
                Fill(taker, price, volume);
                FillResting(maker, volume);
                break;
            default:
                End(maker, "cancel");
                break;
        }
    }

    private static bool CanFillWhole(FakeOrder order, List<(decimal Price, decimal Size)> levels) =>
        levels.Where(level => FakeMatching.Reaches(order, level.Price)).Sum(level => order.Spends ? level.Price * level.Size : level.Size) >= (order.Spends ? order.Price : order.Volume);

    private void FillResting(FakeOrder order, decimal volume)
    {
        var fill = Book(order, order.Price!.Value, volume);
        List<string> said = [order.ToNotice("trade", fill, Now())];
        if (order.Left == 0)
        {
            Release(order, "done");
            said.Add(order.ToNotice("done", null, Now()));
        }

        Notify(said);
    }

    private void Fill(FakeOrder order, decimal price, decimal volume) => Notify([order.ToNotice("trade", Book(order, price, volume), Now())]);

    private FakeFill Book(FakeOrder order, decimal price, decimal volume)
    {
        var fill = new FakeFill($"trade-{++_ids}", price, volume, price * volume * Fee, Now());
        order.Fills.Add(fill);
        if (order.Buys)
        {
            order.Locked -= fill.Funds + fill.Fee;
            Add("KRW", 0, -fill.Funds - fill.Fee);
            Add(Coin(order.Market), volume, 0);
        }
        else
        {
            order.Locked -= volume;
            Add(Coin(order.Market), 0, -volume);
            Add("KRW", fill.Funds - fill.Fee, 0);
        }

        return fill;
    }

    private void End(FakeOrder order, string state)
    {
        Release(order, state);
        Notify([order.ToNotice(state, null, Now())]);
    }

    private void Release(FakeOrder order, string state)
    {
        Add(CurrencyOf(order), order.Locked, -order.Locked);
        (order.Locked, order.State) = (0, state);
    }

    private FakeOrder FindNow(string? uuid, string? identifier) =>
        Orders.FirstOrDefault(order => uuid is not null ? order.Uuid == uuid : order.Identifier is not null && order.Identifier == identifier)
            ?? throw new FakeRefusal(404, "order_not_found", "주문을 찾지 못했습니다.");

    private void Add(string currency, decimal free, decimal locked)
    {
        var now = _balances.GetValueOrDefault(currency);
        _balances[currency] = (now.Free + free, now.Locked + locked);
    }

    private string AssetNotice(string currency)
    {
        var (free, locked) = _balances.GetValueOrDefault(currency);
        return FormattableString.Invariant(
            $$"""{"type":"myAsset","asset_uuid":"a-{{++_ids}}","assets":[{"currency":"{{currency}}","balance":{{free}},"locked":{{locked}}}],"asset_timestamp":{{Now().ToUnixTimeMilliseconds()}},"timestamp":{{Now().ToUnixTimeMilliseconds()}},"stream_type":"REALTIME"}""");
    }

    private static string Coin(string market) => market.Split('-')[1];

    private static string CurrencyOf(FakeOrder order) => order.Buys ? "KRW" : Coin(order.Market);

    private T Locked<T>(Func<T> act)
    {
        lock (_gate)
        {
            return act();
        }
    }
}
