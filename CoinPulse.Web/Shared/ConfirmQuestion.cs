namespace CoinPulse.Web.Shared;

/// <summary>What a person is asked before money moves or something is deleted.</summary>
/// <param name="Title">The question.</param>
/// <param name="Sentence">What will happen, in one sentence with the numbers in it.</param>
/// <param name="Act">The button, named for the act (전량 매도), never 확인.</param>
/// <param name="IsDestructive">Sells, deletes or cannot be undone.</param>
public sealed record ConfirmQuestion(string Title, string Sentence, string Act, bool IsDestructive = true);
