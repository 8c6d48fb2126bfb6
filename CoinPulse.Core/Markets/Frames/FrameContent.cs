namespace CoinPulse.Core.Markets.Frames;

/// <summary>What a frame says.</summary>
/// <param name="StoredBefore">Every minute that opened before this is in the store, if anything traded in it.</param>
/// <param name="Lines">One for each market.</param>
public sealed record FrameContent(DateTimeOffset StoredBefore, IReadOnlyList<FrameLine> Lines);
