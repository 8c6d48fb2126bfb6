namespace CoinPulse.Tests.Exchanges.Upbit.Private;

internal enum FakeTroubleKind
{
    None,

    /// <summary>The line is cut before Upbit has seen the request.</summary>
    CutBefore,

    /// <summary>Upbit does it, and the line is cut before the answer.</summary>
    CutAfter,

    /// <summary>The answer is cut in its middle.</summary>
    CutInAnswer,

    /// <summary>Answered with the given status and body in place of doing it.</summary>
    SaysInstead,

    /// <summary>Upbit does it, and somebody on the way answers with the given status and body.</summary>
    SaysAfter,

    /// <summary>Nothing is done and nothing answered.</summary>
    SilentBefore,

    /// <summary>It is done and nothing is answered.</summary>
    SilentAfter,
}

internal sealed record FakeTrouble(FakeTroubleKind Kind, int Status = 0, string Body = "")
{
    public const string Page = "<html><body><h1>Bad Gateway</h1></body></html>";

    public static FakeTrouble Of(FakeTroubleKind kind) => new(kind);

    public static FakeTrouble Refuses(int status, string name, string message = "…") =>
        new(FakeTroubleKind.SaysInstead, status, $$$"""{"error":{"name":"{{{name}}}","message":"{{{message}}}"}}""");

    public static FakeTrouble GatewayBefore { get; } = new(FakeTroubleKind.SaysInstead, 502, Page);

    public static FakeTrouble GatewayAfter { get; } = new(FakeTroubleKind.SaysAfter, 502, Page);

    public static FakeTrouble TooMany { get; } = Refuses(429, "too_many_requests", "요청 수 제한을 초과했습니다.");

    public static FakeTrouble Blocked(int seconds) => Refuses(418, "blocked", $"요청이 차단되었습니다. {seconds}초 후 다시 시도해 주세요.");

    public static FakeTrouble Maintenance { get; } = Refuses(500, "maintenance", "서버 점검 중입니다.");
}

/// <summary>What goes wrong with which request, each once, in order: <c>POST v1/orders</c>.</summary>
internal sealed class FakeTroubles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<FakeTrouble>> _script = [];

    /// <summary>Asked where the script has nothing.</summary>
    public Func<string, FakeTrouble?> Otherwise { get; set; } = _ => null;

    public void Script(string request, params ReadOnlySpan<FakeTrouble> troubles)
    {
        lock (_gate)
        {
            if (!_script.TryGetValue(request, out var queue)) _script[request] = queue = [];
            foreach (var trouble in troubles) queue.Enqueue(trouble);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _script.Clear();
        }
    }

    public FakeTrouble Next(string request)
    {
        lock (_gate)
        {
            if (_script.TryGetValue(request, out var queue) && queue.TryDequeue(out var trouble)) return trouble;
        }

        return Otherwise(request) ?? FakeTrouble.Of(FakeTroubleKind.None);
    }
}
