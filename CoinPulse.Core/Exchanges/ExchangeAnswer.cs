namespace CoinPulse.Core.Exchanges;

public enum AnswerKind
{
    /// <summary>The exchange answered and did what was asked.</summary>
    Answered,

    /// <summary>The exchange answered no. Nothing happened there.</summary>
    Refused,

    /// <summary>No answer that proves anything: a time-out, a cut connection, a 5xx. It may or may not have happened.</summary>
    Unknown,
}

/// <summary>What came of one request to an exchange. A time-out is an answer, <see cref="AnswerKind.Unknown"/>, never an exception.</summary>
public sealed record ExchangeAnswer<T>
{
    private readonly T? _value;

    private ExchangeAnswer(AnswerKind kind, T? value, ExchangeFault? fault) => (Kind, _value, Fault) = (kind, value, fault);

    public AnswerKind Kind { get; }

    /// <summary>Why it was refused, or why nothing is known.</summary>
    public ExchangeFault? Fault { get; }

    /// <exception cref="InvalidOperationException">There is no answer to read.</exception>
    public T Value => Kind == AnswerKind.Answered ? _value! : throw new InvalidOperationException($"The exchange did not answer: {Fault}.");

    public static ExchangeAnswer<T> Of(T value) => new(AnswerKind.Answered, value, null);

    public static ExchangeAnswer<T> Refused(ExchangeFaultKind kind, string code, string message) =>
        new(AnswerKind.Refused, default, new ExchangeFault(kind, code, message));

    public static ExchangeAnswer<T> Refused(ExchangeFault fault) => new(AnswerKind.Refused, default, fault);

    /// <summary>The same answer about something else; a refusal and a silence stay what they are.</summary>
    public ExchangeAnswer<TOther> Map<TOther>(Func<T, TOther> map) => Kind == AnswerKind.Answered
        ? new ExchangeAnswer<TOther>(Kind, map(_value!), null)
        : new ExchangeAnswer<TOther>(Kind, default, Fault);

    public static ExchangeAnswer<T> Unknown(string why) => new(AnswerKind.Unknown, default, new ExchangeFault(ExchangeFaultKind.NoAnswer, "no_answer", why));
}

/// <summary>The classes of refusal that the engine treats differently.</summary>
public enum ExchangeFaultKind
{
    NoAnswer,
    InsufficientFunds,
    InsufficientCoins,
    UnderMinimum,
    OverMaximum,

    /// <summary>A market order larger than the visible opposite book.</summary>
    OverVisibleBook,

    /// <summary>This client identifier was used before. It does not mean that the order was refused.</summary>
    DuplicateIdentifier,
    OrderNotFound,
    MarketHalted,
    MarketNotFound,

    /// <summary>429 or 418: too many requests, or blocked for a while.</summary>
    TooManyRequests,

    /// <summary>The exchange protects itself for some seconds, or is under maintenance.</summary>
    Busy,
    KeyInvalid,
    KeyExpired,
    AddressNotAllowed,
    PermissionMissing,

    /// <summary>The request itself is wrong; sending it again gives the same.</summary>
    Invalid,
}

/// <param name="Code">The exchange's own name of the error, as it was sent.</param>
/// <param name="Message">The exchange's own words, shown to the person as such.</param>
public sealed record ExchangeFault(ExchangeFaultKind Kind, string Code, string Message)
{
    /// <summary>The same order may well be accepted a little later.</summary>
    public bool IsPassing => Kind is ExchangeFaultKind.Busy or ExchangeFaultKind.TooManyRequests or ExchangeFaultKind.MarketHalted or ExchangeFaultKind.NoAnswer;
}
