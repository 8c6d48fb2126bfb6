using Microsoft.Extensions.Logging;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What was logged as an error: in the product the log is where a trouble that is survived is seen.</summary>
internal sealed class Troubles
{
    private readonly List<Exception> _faults = [];

    public ILogger<T> Of<T>() => new Listener<T>(_faults);

    /// <summary>What has come since the last time.</summary>
    public IReadOnlyList<Exception> Take()
    {
        if (_faults.Count == 0) return [];
        Exception[] taken = [.. _faults];
        _faults.Clear();
        return taken;
    }

    private sealed class Listener<T>(List<Exception> faults) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && exception is not null) faults.Add(exception);
        }
    }
}
