namespace CoinPulse.Core.Outcomes;

/// <summary>
/// A request that we refuse, in a form that Web turns into a sentence of the reader's language: the code names the text,
/// the arguments are its numbers and names. <see cref="Field"/> is the form field that it belongs to, where there is one.
/// </summary>
public sealed record Problem(string Code, IReadOnlyList<object> Arguments, string? Field = null)
{
    public static Problem Of(string code, params object[] arguments) => new(code, arguments);

    public Problem At(string field) => this with { Field = field };

    public override string ToString() => $"{Code}({string.Join(", ", Arguments)})";
}

/// <summary>A value, or the problems for which it is refused. Used only where a person can be wrong; bugs throw.</summary>
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T? value, IReadOnlyList<Problem> problems) => (_value, Problems) = (value, problems);

    public IReadOnlyList<Problem> Problems { get; }

    public bool Succeeded => Problems.Count == 0;

    /// <exception cref="InvalidOperationException">The request was refused.</exception>
    public T Value => Succeeded ? _value! : throw new InvalidOperationException($"Refused: {string.Join("; ", Problems)}");

    public static Result<T> Of(T value) => new(value, []);

    public static Result<T> Refused(params Problem[] problems) => new(default, problems);

    public static Result<T> Refused(IReadOnlyList<Problem> problems) => new(default, problems);

    public static implicit operator Result<T>(Problem problem) => Refused(problem);
}

/// <summary>Nothing: the value of a request that only succeeds or is refused.</summary>
public readonly record struct Done
{
    public static readonly Result<Done> Result = Result<Done>.Of(default);
}
