namespace CoinPulse.Core.Operations;

/// <summary>
/// Marks a type whose content must not leave the process: its <see cref="object.ToString"/> masks, logs write it as ***, and a test proves both for every
/// type that carries the mark.
/// </summary>
public interface ISecret;
