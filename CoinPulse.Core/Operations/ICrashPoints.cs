namespace CoinPulse.Core.Operations;

/// <summary>Named places at which a test may kill the process. In production nothing happens there.</summary>
public interface ICrashPoints
{
    void At(string point);
}

public sealed class NoCrashPoints : ICrashPoints
{
    public void At(string point)
    {
    }
}

/// <summary>
/// Kills the process as hard as <c>kill -9</c> when a point is passed for the n-th time. Read from the environment
/// (<c>COINPULSE_CRASH_AT=paper.after-commit:3</c>), which the crash tests alone set.
/// </summary>
public sealed class FailFastAt(string point, int time) : ICrashPoints
{
    private int _passed;

    /// <param name="text">Point and time: <c>paper.after-commit:3</c>; the time is 1 when left out.</param>
    public static FailFastAt Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0
            ? new FailFastAt(text, 1)
            : new FailFastAt(text[..colon], int.Parse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    void ICrashPoints.At(string passing)
    {
        if (passing == point && Interlocked.Increment(ref _passed) == time) Environment.FailFast($"Told to die at {point}, time {time}.");
    }
}

/// <summary>Thrown instead of killing the process, where a test wants to go on with a fresh set of objects on the same database.</summary>
public sealed class SimulatedCrashException : Exception
{
    public SimulatedCrashException()
    {
    }

    public SimulatedCrashException(string point)
        : base($"Crashed at {point}.")
    {
    }

    public SimulatedCrashException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
