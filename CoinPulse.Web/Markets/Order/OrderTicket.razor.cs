using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Manual;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Markets.Order;

/// <summary>Where a person orders by hand, in the account that they look at. A ticket is used up by one order, and only then is a fresh one taken: pressed twice it is one order.</summary>
public sealed partial class OrderTicket(IViewedAccount viewed, IManualDesk desk, IMarketHub hub, LiveUpdates updates, TimeProvider wall) : LiveComponent
{
    private const int NewestShown = 4;

    private static readonly int[] Parts = [10, 25, 50, 100];

    private readonly OrderForm _form = new();
    private MarketCode? _market;
    private TradingAccount? _account;
    private ManualTicket? _ticket;
    private ManualFacts? _facts;
    private ManualPreview? _preview;
    private Problem? _trouble;
    private Problem? _refused;
    private ManualOrder? _last;
    private IReadOnlyList<OpenOrder>? _open = [];
    private IReadOnlyList<ManualOrder> _newest = [];
    private Confirm _confirm = null!;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public MarketCode Market { get; set; }

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    private static IReadOnlyList<(OrderSide, string, RenderFragment?)> Sides => [(OrderSide.Bid, OrderText.Buy, null), (OrderSide.Ask, OrderText.Sell, null)];

    private static IReadOnlyList<(bool, string, RenderFragment?)> Kinds => [(false, OrderText.Limit, null), (true, OrderText.AtMarket, null)];

    private static IReadOnlyList<(bool, string, RenderFragment?)> Countings => [(false, OrderText.ByQuantity, null), (true, OrderText.ByTotal, null)];

    /// <summary>What is missing is seen without being told; what is wrong is told.</summary>
    private IEnumerable<ManualFault> Told => (_preview?.Faults ?? []).Where(fault => fault.Problem.Code is not (ManualProblems.NoPrice or ManualProblems.NoAmount));

    /// <summary>Puts a price into the ticket, from the book that the person has pressed.</summary>
    public void Pick(Price price)
    {
        _form.ChooseMarket(atMarket: false);
        Set(() => _form.Price = price.Value);
        StateHasChanged();
    }

    protected override void OnInitialized()
    {
        Follow(updates, CurrentUser, FollowPriceAsync, LiveTopic.Prices);
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Account, LiveTopic.Positions);
        LookNowAndThen(wall, RefreshAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_market == Market) return;
        _market = Market;
        (_ticket, _facts, _preview, _last, _refused) = (null, null, null, null, null);
        (_form.Price, _form.Amount) = (hub.Quote(Market)?.Last.Value, null);
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        var market = Market;
        var account = await viewed.OpenAsync(CurrentUser, Leaving);
        if (account.Id != _account?.Id) (_ticket, _last) = (null, null);   // a ticket is of its account
        var looked = await desk.LookAsync(CurrentUser, account.Id, market, Leaving);
        var issued = _ticket is null ? await desk.IssueAsync(CurrentUser, account.Id, market, Leaving) : null;
        var (open, newest) = (await desk.OpenAsync(CurrentUser, account.Id, Leaving), await desk.NewestAsync(CurrentUser, account.Id, market, NewestShown, Leaving));
        if (market != Market) return;   // another was chosen meanwhile
        (_account, _open, _newest) = (account, open, newest);

        // One that was used up while this was reading does not come back: whoever used it takes the next.
        _ticket ??= issued;
        _trouble = looked.Succeeded ? null : looked.Problems[0];
        if (looked.Succeeded) _facts = looked.Value;
        if (_last is { } last) _last = newest.FirstOrDefault(order => order.Key == last.Key) ?? last;
        Judge();
    }

    /// <summary>Only prices moved: memory alone is read.</summary>
    private Task FollowPriceAsync()
    {
        if (_facts is { } facts) _facts = facts with { Quote = hub.Quote(Market) };
        Judge();
        return Task.CompletedTask;
    }

    private void Set(Action change)
    {
        change();
        (_last, _refused) = (null, null);
        Judge();
    }

    private void Judge() => _preview = _facts is { } facts && _ticket is { } ticket ? ManualRules.Judge(ticket.Key, _form.ToDraft(), facts) : null;

    private void Part(int part, ManualFacts facts) => Set(() => _form.Fill(ManualRules.Part(_form.ToDraft(), Percent.Of(part), facts)));

    private bool IsNothingToPart(ManualFacts facts) => _form.Side == OrderSide.Bid ? !facts.FreeCash.IsPositive : !facts.OwnFree.IsPositive;

    private void Step(bool up)
    {
        if (_form.Price is { } price and > 0) Set(() => _form.Price = (up ? KrwTicks.Above(new Price(price)) : KrwTicks.Below(new Price(price))).Value);
    }

    private string Free(ManualFacts facts) => _form.Side == OrderSide.Bid ? Figures.Words(OrderText.FreeCash, Figures.Won(facts.FreeCash))
        : facts.EnginesFree.IsPositive ? Figures.Words(OrderText.FreeCoinsBoth, Figures.Quantity(facts.OwnFree), Figures.Quantity(facts.EnginesFree), Market.Base.Value)
        : Figures.Words(OrderText.FreeCoins, Figures.Quantity(facts.OwnFree), Market.Base.Value);

    private async Task PlaceAsync()
    {
        if (_busy || _preview is not { CanBeSent: true } preview || _ticket is not { } ticket || _account is not { } account) return;
        _busy = true;
        try
        {
            var draft = _form.ToDraft();
            var isAsked = account.Kind != AccountKind.Paper || preview.FromEngine.IsPositive || preview.OffMarket is { } off && off >= ManualRules.Far;
            if (isAsked && !await _confirm.AskAsync(OrderWords.Question(Name, preview, account.Kind))) return;
            var placed = await desk.PlaceAsync(CurrentUser, ticket, draft);

            // Used up by an order; a ticket that may or may not have been handed in stays, so that pressing again asks what became of it.
            if (placed.Succeeded || placed.Problems[0].Code == ManualProblems.TakenElsewhere) _ticket = null;
            if (placed.Succeeded) _form.Amount = null;
            await RefreshAsync();
            _last = placed.Succeeded ? placed.Value : null;
            _refused = placed.Succeeded ? null : placed.Problems[0];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CancelAsync(ClientOrderId order)
    {
        await desk.CancelAsync(CurrentUser, order);
        await RefreshAsync();
    }
}
