namespace CoinPulse.Tests.Support;

/// <summary>Ends a test as skipped, by name and with the reason, because this machine lacks something. Under COINPULSE_REQUIRE_ALL it is a failure.</summary>
public static class Missing
{
    private const string Token = "Missing here: ";

    public static Exception Because(string what) =>
        Environment.GetEnvironmentVariable("COINPULSE_REQUIRE_ALL") == "1"
            ? new InvalidOperationException($"Nothing may be skipped here: {what}")
            : new SkippedException(Token + what);

    internal static string? ReasonIn(string failure) => failure.StartsWith(Token, StringComparison.Ordinal) ? failure[Token.Length..] : null;

    private sealed class SkippedException(string message) : Exception(message);
}
