namespace CoinPulse.Core.Exchanges.Paper;

public enum ExchangeCall
{
    Submit,
    Cancel,
    CancelAndSell,
    Find,
    OpenOrders,
    ClosedOrders,
    Balances,
    Chance,
}

public enum AccidentKind
{
    None,

    /// <summary>The exchange did what was asked; the answer is lost. The caller sees Unknown.</summary>
    LosesAnswer,

    /// <summary>The request is lost on its way: the caller sees Unknown and nothing happened.</summary>
    NeverArrives,

    /// <summary>The exchange refuses before it looks at the request; no identifier is burned.</summary>
    Refuses,

    /// <summary>The request arrives late.</summary>
    Delays,

    /// <summary>The process dies before the request leaves.</summary>
    CrashesBefore,

    /// <summary>The process dies when the exchange has done it and the answer is on its way.</summary>
    CrashesAfter,
}

/// <summary>What goes wrong with one call.</summary>
public sealed record ExchangeAccident(AccidentKind Kind, ExchangeFault? Fault = null, TimeSpan Delay = default)
{
    public static ExchangeAccident None { get; } = new(AccidentKind.None);

    public static ExchangeAccident LosesAnswer { get; } = new(AccidentKind.LosesAnswer);

    public static ExchangeAccident NeverArrives { get; } = new(AccidentKind.NeverArrives);

    public static ExchangeAccident IsBusy { get; } =
        new(AccidentKind.Refuses, new ExchangeFault(ExchangeFaultKind.Busy, "maintenance", "시스템 점검 중입니다."));

    public static ExchangeAccident TooManyRequests { get; } =
        new(AccidentKind.Refuses, new ExchangeFault(ExchangeFaultKind.TooManyRequests, "too_many_requests", "요청이 너무 많습니다."));

    public static ExchangeAccident CrashesBefore { get; } = new(AccidentKind.CrashesBefore);

    public static ExchangeAccident CrashesAfter { get; } = new(AccidentKind.CrashesAfter);

    public static ExchangeAccident Delays(TimeSpan by) => new(AccidentKind.Delays, Delay: by);

    public static ExchangeAccident Refuses(ExchangeFault fault) => new(AccidentKind.Refuses, fault);
}

/// <summary>What goes wrong with one event of the order stream.</summary>
public enum StreamAccident
{
    None,
    Drop,
    Duplicate,

    /// <summary>It comes after the next event, or when the held events are released: out of order.</summary>
    Hold,
}

/// <summary>How often each accident happens, as a part of 1.</summary>
public sealed record ExchangeFaultRates(
    double LosesAnswer = 0,
    double NeverArrives = 0,
    double Busy = 0,
    double TooManyRequests = 0,
    double DropsEvent = 0,
    double DuplicatesEvent = 0,
    double HoldsEvent = 0);

/// <summary>
/// What goes wrong with an exchange, and when. Scripted accidents come first, each once, in order; then the seeded ones. The same seed and
/// the same calls give the same accidents; <see cref="ToString"/> names the seed, for the message of a failed test.
/// </summary>
public sealed class ExchangeFaultPlan
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ExchangeCall, Queue<ExchangeAccident>> _script = [];
    private readonly Queue<StreamAccident> _streamScript = new();
    private readonly List<string> _happened = [];
    private readonly int? _seed;
    private readonly Random? _random;
    private readonly ExchangeFaultRates _rates;

    /// <summary>Only what is scripted goes wrong.</summary>
    public ExchangeFaultPlan() => _rates = new ExchangeFaultRates();

    public ExchangeFaultPlan(int seed, ExchangeFaultRates rates) => (_seed, _random, _rates) = (seed, new Random(seed), rates);

    /// <summary>Off, nothing seeded goes wrong: the calm at the end of a simulation in which everything has to settle.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Every accident so far, in order.</summary>
    public IReadOnlyList<string> Happened
    {
        get
        {
            lock (_gate)
            {
                return [.. _happened];
            }
        }
    }

    public ExchangeFaultPlan Script(ExchangeCall call, params ReadOnlySpan<ExchangeAccident> accidents)
    {
        lock (_gate)
        {
            if (!_script.TryGetValue(call, out var queue)) _script[call] = queue = new Queue<ExchangeAccident>();
            foreach (var accident in accidents) queue.Enqueue(accident);
        }

        return this;
    }

    public ExchangeFaultPlan ScriptStream(params ReadOnlySpan<StreamAccident> accidents)
    {
        lock (_gate)
        {
            foreach (var accident in accidents) _streamScript.Enqueue(accident);
        }

        return this;
    }

    public override string ToString() => _seed is { } seed ? $"faults with seed {seed}, {_rates}" : "scripted faults";

    internal ExchangeAccident Next(ExchangeCall call)
    {
        lock (_gate)
        {
            var accident = _script.TryGetValue(call, out var queue) && queue.TryDequeue(out var scripted) ? scripted : Drawn();
            if (accident.Kind != AccidentKind.None) _happened.Add($"{call}: {accident.Kind}");
            return accident;
        }
    }

    internal StreamAccident NextEvent()
    {
        lock (_gate)
        {
            var accident = _streamScript.TryDequeue(out var scripted) ? scripted : DrawnEvent();
            if (accident != StreamAccident.None) _happened.Add($"event: {accident}");
            return accident;
        }
    }

    private ExchangeAccident Drawn()
    {
        if (!IsOn || _random is null) return ExchangeAccident.None;

        var lot = _random.NextDouble();
        if ((lot -= _rates.LosesAnswer) < 0) return ExchangeAccident.LosesAnswer;
        if ((lot -= _rates.NeverArrives) < 0) return ExchangeAccident.NeverArrives;
        if ((lot -= _rates.Busy) < 0) return ExchangeAccident.IsBusy;
        return lot < _rates.TooManyRequests ? ExchangeAccident.TooManyRequests : ExchangeAccident.None;
    }

    private StreamAccident DrawnEvent()
    {
        if (!IsOn || _random is null) return StreamAccident.None;

        var lot = _random.NextDouble();
        if ((lot -= _rates.DropsEvent) < 0) return StreamAccident.Drop;
        if ((lot -= _rates.DuplicatesEvent) < 0) return StreamAccident.Duplicate;
        return lot < _rates.HoldsEvent ? StreamAccident.Hold : StreamAccident.None;
    }
}
