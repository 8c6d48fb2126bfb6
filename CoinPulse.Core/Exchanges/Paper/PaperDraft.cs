using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>
/// One act on one account while it is being worked out: the rows as they will be. Nothing is real before it is committed, and a draft
/// that is thrown away has never happened.
/// </summary>
internal sealed class PaperDraft(PaperState read, DateTimeOffset at)
{
    private readonly SortedDictionary<string, PaperBalance> _coins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, PaperOrder> _orders = [];
    private readonly List<long> _touched = [];
    private readonly List<PaperTrade> _trades = [];
    private readonly List<PaperTransfer> _transfers = [];
    private PaperAccount _account = read.Account;

    public DateTimeOffset At => at;

    /// <summary>The orders that changed, in the order in which they first did: what the stream tells after the commit.</summary>
    public IReadOnlyList<PaperOrder> Changed => [.. _touched.Select(number => _orders[number])];

    public bool HasTrades => _trades.Count > 0;

    public bool IsEmpty => _orders.Count == 0 && _account == read.Account && _coins.Count == 0;

    public PaperOrder this[long number] => _orders.TryGetValue(number, out var order) ? order : read.Resting[number];

    public Krw FreeCash => _account.FreeCash;

    public Quantity FreeCoins(Asset coin) => Balance(coin).Free;

    /// <summary>The resting orders as they stand in the draft.</summary>
    public IEnumerable<PaperOrder> RestingIn(MarketCode market) => read.RestingIn(market).Select(order => this[order.Number]).Where(order => order.IsOpen);

    public PaperChange ToChange() => new(
        _account with { Version = read.Account.Version + 1 },
        read.Account.Version,
        read.Account.LastNumber,
        [.. _coins.Values],
        _coins.Values.Select(coin => coin.Coin).Where(coin => !read.Coins.ContainsKey(coin.Value)).ToHashSet(),
        [.. _orders.Values],
        [.. _trades],
        [.. _transfers]);

    /// <summary>Writes an order into the books, its funds not yet reserved.</summary>
    /// <param name="request">The order as it came.</param>
    /// <param name="byHand">A person placed it: it has no identifier.</param>
    public PaperOrder Enter(OrderRequest request, bool byHand)
    {
        var number = _account.LastNumber + 1;
        _account = _account with { LastNumber = number };
        return Put(new PaperOrder
        {
            Id = ExchangeOrderId.From($"{_account.Id.Value:N}-{number}"),
            Account = _account.Id,
            Owner = _account.Owner,
            Number = number,
            Key = byHand ? null : request.Key,
            Market = request.Market,
            Side = request.Side,
            Kind = request.Kind,
            SelfMatch = request.SelfMatch,
            Limit = request.Limit,
            Quantity = request.Quantity,
            Funds = request.Funds,
            State = ExchangeOrderState.Waiting,
            CreatedAt = at,
        });
    }

    /// <summary>Keeps a refused order as nothing but its burned identifier.</summary>
    public void Refuse(PaperOrder order, ExchangeFault fault)
    {
        Put(order with { State = ExchangeOrderState.Cancelled, EndedAt = at, RefusedBecause = fault.Code });
        _touched.Remove(order.Number);
    }

    /// <summary>Reserves what the order can cost at most.</summary>
    public PaperOrder Lock(PaperOrder order)
    {
        if (order.Side == OrderSide.Ask)
        {
            var coins = order.Quantity!.Value;
            var balance = Balance(order.Market.Base);
            Put(balance with { Free = balance.Free - coins, Locked = balance.Locked + coins });
            return Put(order with { LockedCoins = coins });
        }

        var cash = ReserveOf(order);
        _account = _account with { FreeCash = _account.FreeCash - cash, LockedCash = _account.LockedCash + cash };
        return Put(order with { LockedCash = cash });
    }

    public static Krw ReserveOf(PaperOrder order) => order.Funds is { } funds
        ? VenueRules.Reserve(funds.Value, VenueRules.Fee)
        : VenueRules.Reserve(order.Limit!.Value.Value * order.Rest.Value, VenueRules.Fee);

    /// <summary>Books one trade: coins, cash, fee, and what the order no longer has to hold back.</summary>
    public PaperOrder Fill(long number, Price price, Quantity quantity)
    {
        var order = this[number];
        var trade = new PaperTrade
        {
            Id = $"{order.Id.Value}-{order.Trades.Count + 1}",
            Account = _account.Id,
            Owner = _account.Owner,
            Order = order.Id,
            Number = order.Trades.Count + 1,
            Price = price,
            Quantity = quantity,
            Funds = VenueRules.FundsOf(price, quantity),
            Fee = VenueRules.FeeOf(price, quantity, VenueRules.Fee),
            At = at,
        };
        _trades.Add(trade);
        order = order with { Executed = order.Executed + quantity, PaidFee = order.PaidFee + trade.Fee, Trades = [.. order.Trades, trade] };
        _account = _account with { PaidFees = _account.PaidFees + trade.Fee };
        return Put(order.Side == OrderSide.Bid ? Bought(order, trade) : Sold(order, trade));
    }

    /// <summary>Takes coins off an order without a trade (<see cref="SelfMatch.Reduce"/>); an order with nothing left ends.</summary>
    public void Reduce(long number, Price price, Quantity quantity)
    {
        var order = this[number];
        if (order.Funds is { } funds)
        {
            // It ends in this same act and gives back then what it holds too much.
            Put(order with { Funds = funds - VenueRules.FundsOf(price, quantity) });
            return;
        }

        order = Put(Release(order, order with { Quantity = order.Quantity!.Value - quantity }));
        if (order.Rest.IsZero) End(number, ExchangeOrderState.Cancelled);
    }

    /// <summary>Ends an order and gives back what it still held.</summary>
    public PaperOrder End(long number, ExchangeOrderState state)
    {
        var order = this[number];
        if (order.Side == OrderSide.Ask)
        {
            var balance = Balance(order.Market.Base);
            Put(balance with { Free = balance.Free + order.LockedCoins, Locked = balance.Locked - order.LockedCoins });
        }

        _account = _account with { FreeCash = _account.FreeCash + order.LockedCash, LockedCash = _account.LockedCash - order.LockedCash };
        return Put(order with { State = state, EndedAt = at, LockedCash = Krw.Zero, LockedCoins = Quantity.Zero });
    }

    public void Queue(long number, Quantity? ahead) => Put(this[number] with { QueueAhead = ahead });

    public void MoveCash(Krw amount)
    {
        _account = _account with { FreeCash = _account.FreeCash + amount, NetDeposits = _account.NetDeposits + amount };
        Note(Asset.Krw, amount.Value);
    }

    public void MoveCoins(Asset coin, Quantity amount)
    {
        var balance = Balance(coin);
        Put(balance with { Free = balance.Free + amount });
        Note(coin, amount.Value);
    }

    /// <summary>Named by the version that it makes: an act that is decided anew on a newer one is another transfer.</summary>
    private void Note(Asset asset, decimal amount) => _transfers.Add(new PaperTransfer
    {
        Id = $"{_account.Id.Value:N}-t{read.Account.Version + 1}-{_transfers.Count + 1}",
        Account = _account.Id,
        Owner = _account.Owner,
        Asset = asset,
        Amount = amount,
        At = at,
    });

    private PaperOrder Bought(PaperOrder order, PaperTrade trade)
    {
        var cost = trade.Funds + trade.Fee;
        var kept = order.Funds is null ? ReserveOf(order) : order.LockedCash - cost;
        _account = _account with
        {
            LockedCash = _account.LockedCash - order.LockedCash + kept,
            FreeCash = _account.FreeCash + order.LockedCash - kept - cost,
        };

        var balance = Balance(order.Market.Base);
        var before = balance.Free + balance.Locked;
        Put(balance with
        {
            Free = balance.Free + trade.Quantity,
            AverageCost = (balance.AverageCost * before + trade.Funds) / (before + trade.Quantity),
        });
        return order with { LockedCash = kept };
    }

    private PaperOrder Sold(PaperOrder order, PaperTrade trade)
    {
        _account = _account with { FreeCash = _account.FreeCash + trade.Funds - trade.Fee };
        var balance = Balance(order.Market.Base);
        balance = balance with { Locked = balance.Locked - trade.Quantity };
        Put((balance.Free + balance.Locked).IsZero ? balance with { AverageCost = default } : balance);
        return order with { LockedCoins = order.LockedCoins - trade.Quantity };
    }

    private PaperOrder Release(PaperOrder before, PaperOrder after)
    {
        if (before.Side == OrderSide.Ask)
        {
            var freed = before.Rest - after.Rest;
            var balance = Balance(before.Market.Base);
            Put(balance with { Free = balance.Free + freed, Locked = balance.Locked - freed });
            return after with { LockedCoins = before.LockedCoins - freed };
        }

        var kept = ReserveOf(after);
        _account = _account with { FreeCash = _account.FreeCash + before.LockedCash - kept, LockedCash = _account.LockedCash - before.LockedCash + kept };
        return after with { LockedCash = kept };
    }

    private PaperBalance Balance(Asset coin) =>
        _coins.TryGetValue(coin.Value, out var drafted) ? drafted
        : read.Coins.TryGetValue(coin.Value, out var known) ? known
        : new PaperBalance { Account = _account.Id, Owner = _account.Owner, Coin = coin };

    private void Put(PaperBalance balance) => _coins[balance.Coin.Value] = balance;

    private PaperOrder Put(PaperOrder order)
    {
        _orders[order.Number] = order;
        if (!_touched.Contains(order.Number)) _touched.Add(order.Number);
        return order;
    }
}
