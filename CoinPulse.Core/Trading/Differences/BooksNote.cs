using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Trading.Differences;

/// <summary>Names a note before it is written: handed in twice, it is one note.</summary>
public readonly record struct NoteId(Guid Value) : IGuidId<NoteId>
{
    public static NoteId From(Guid value) => new(value);

    public static NoteId At(DateTimeOffset wallNow) => new(Guid.CreateVersion7(wallNow));

    public override string ToString() => Value.ToString("N");
}

/// <summary>What a person says a difference is.</summary>
public enum NoteKind
{
    /// <summary>에어드랍: coins that the exchange gave. Only what came can be one.</summary>
    Airdrop,

    /// <summary>포켓 이동: between pockets of the same person.</summary>
    PocketMove,

    /// <summary>스테이킹·리워드: put up, given back, or earned.</summary>
    Reward,

    /// <summary>기타: in the person's own words, which are required.</summary>
    Other,
}

/// <summary>How far a note has come.</summary>
public enum NoteState
{
    /// <summary>On disk; the engine has not looked yet.</summary>
    Written,

    /// <summary>Accepted: what it says will be booked, whatever dies meanwhile. Only coins that went are for a moment in this state.</summary>
    Begun,

    /// <summary>Booked.</summary>
    Posted,

    /// <summary>Not accepted; nothing was booked.</summary>
    Refused,
}

/// <summary>A note as a person hands it in.</summary>
/// <param name="Gap">Won or coins that the person was shown, and confirmed; negative for what is missing.</param>
/// <param name="Text">The person's own words; required for <see cref="NoteKind.Other"/>.</param>
public sealed record NoteDraft(NoteId Id, AccountId Account, Asset Asset, decimal Gap, NoteKind Kind, string? Text);

/// <summary>
/// A person's word for a difference that nothing else explains: the evidence of one correction of the books. Written down by any process, judged and booked by the engine's,
/// once. Never changed after its end.
/// </summary>
public sealed class BooksNote
{
    public const int LongestText = 500;

    /// <summary>A note that no engine has judged in this time is refused: the person is told, and decides anew. Wall time.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private BooksNote()
    {
    }

    public BooksNote(UserId owner, NoteDraft draft, PriceSource source, string? address, DateTimeOffset writtenAt)
    {
        (Id, Owner, Account, Source) = (draft.Id, owner, draft.Account, source);
        (Asset, Gap, Kind, Text) = (draft.Asset, draft.Gap, draft.Kind, Words(draft.Text));
        (Address, WrittenAt) = (address, writtenAt);
    }

    public NoteId Id { get; private init; }

    public UserId Owner { get; private init; }

    public AccountId Account { get; private init; }

    public PriceSource Source { get; private init; }

    public Asset Asset { get; private init; }

    /// <summary>Won or coins that the person was shown: what is booked, or nothing is.</summary>
    public decimal Gap { get; private init; }

    public NoteKind Kind { get; private init; }

    public string? Text { get; private init; }

    /// <summary>Where the person sat.</summary>
    public string? Address { get; private init; }

    public NoteState State { get; private set; }

    /// <summary>What the books said when it was accepted; null before.</summary>
    public decimal? Books { get; private set; }

    /// <summary>What the exchange said then.</summary>
    public decimal? Exchange { get; private set; }

    /// <summary>Won per coin that coins which came count as having cost. Null for won, for what went, and where no price was known: those coins cost nothing.</summary>
    public Price? Worth { get; private set; }

    /// <summary>When what it explains was first seen: the moment at which histories show it. Engine time.</summary>
    public DateTimeOffset? HappenedAt { get; private set; }

    /// <summary>One of <see cref="NoteProblems"/>.</summary>
    public string? RefusalCode { get; private set; }

    /// <summary>The gap that stood when it was refused, where there was one.</summary>
    public decimal? GapThen { get; private set; }

    /// <summary>Wall time, as is the end.</summary>
    public DateTimeOffset WrittenAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsLive => State is NoteState.Written or NoteState.Begun;

    public MarketCode? Market => Asset == Asset.Krw ? null : MarketCode.Krw(Asset);

    /// <summary>The name of its correction in the books; a part of it is named by what was booked before.</summary>
    public string Reference => $"note:{Kind}:{Id}";

    /// <summary>Coins that came, or went.</summary>
    public Quantity Coins => new Quantity(Gap).Abs();

    /// <summary>What coins that came count as having cost; nothing where no price was known.</summary>
    public Krw Cost => Worth is { } price && Market is not null ? price * Coins : Krw.Zero;

    /// <summary>Why it was refused, in a form that a page turns into a sentence; null when it was not.</summary>
    public Problem? Problem => RefusalCode is { } code ? Outcomes.Problem.Of(code, Asset, Gap, GapThen ?? 0) : null;

    internal bool IsTooLate(DateTimeOffset wallNow) => State == NoteState.Written && wallNow - WrittenAt > LongestWait;

    /// <summary>Accepted against what the engine has just compared.</summary>
    internal void Begin(BooksDifference standing)
    {
        if (State != NoteState.Written) throw new InvalidOperationException($"Note {Id} is {State} and cannot begin.");
        (State, Books, Exchange, HappenedAt) = (NoteState.Begun, standing.Books, standing.Exchange, standing.Since);
        Worth = Gap > 0 ? standing.Worth : null;
    }

    internal void End(DateTimeOffset at)
    {
        if (State != NoteState.Begun) throw new InvalidOperationException($"Note {Id} is {State} and cannot end.");
        (State, EndedAt) = (NoteState.Posted, at);
    }

    internal void Refuse(string code, decimal? gapThen, DateTimeOffset at)
    {
        if (State != NoteState.Written) throw new InvalidOperationException($"Note {Id} is {State} and cannot be refused.");
        (State, RefusalCode, GapThen, EndedAt) = (NoteState.Refused, code, gapThen, at);
    }

    internal static string? Words(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
