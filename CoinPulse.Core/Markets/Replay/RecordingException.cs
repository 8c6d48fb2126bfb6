namespace CoinPulse.Core.Markets.Replay;

/// <summary>A recording that cannot be played; the message names the file, the line and what is wrong.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
