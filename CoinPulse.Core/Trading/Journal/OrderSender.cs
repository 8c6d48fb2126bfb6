using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>
/// Sends an intent that is on disk and settles what came of it. From the moment it is sent nobody's cancellation counts: a shutdown must not lose the answer.
/// </summary>
internal sealed class OrderSender(
    IPositionStore positions,
    IExchangeDirectory exchanges,
    IEngineLease lease,
    EngineClock clock,
    TimeProvider wall,
    ILogger<OrderSender> logger,
    ICrashPoints? crashes = null)
{
    /// <summary>An intent is sent at once or not at all: after this the sender asks the database again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ICrashPoints _crashes = crashes ?? new NoCrashPoints();

    /// <param name="account">Whose order it is.</param>
    /// <param name="intent">As it was committed.</param>
    /// <param name="writtenStamp">
    /// Our monotonic counter before the transaction that committed it began, or before the look that it is sent again on: a process may sleep between the commit and its next step.
    /// </param>
    /// <returns>The file after settling.</returns>
    public async Task<PositionFile> SendAsync(TradingAccount account, Intent intent, long writtenStamp)
    {
        _crashes.At(JournalCrashPoint.BeforeSend);
        if (wall.GetElapsedTime(writtenStamp) > Freshness) await AskAgainAsync(intent);
        var sentAt = wall.GetUtcNow();
        var answer = await SubmitAsync(account, intent);
        _crashes.At(JournalCrashPoint.AfterAnswer);
        var answeredAt = wall.GetUtcNow();
        logger.LogInformation("Order {Key}: {Answer} {Fault}", intent.Key, answer.Kind, answer.Fault);

        // The lease is not asked for here: what the exchange has done is true whoever holds the engine.
        return await positions.ChangeAsync(
            intent.Owner,
            intent.Position,
            file =>
            {
                // The order stream may have been faster than the answer.
                var found = file.Find(intent.Key);
                var isProbe = found.State == IntentState.Unknown;
                if (found is { State: IntentState.Planned or IntentState.Unknown, IsLive: true }) file.Send(intent.Key, sentAt);
                Settle(file, intent, answer, isProbe, answeredAt);
                return file;
            },
            lease: null,
            CancellationToken.None);
    }

    private async Task<ExchangeAnswer<ExchangeOrder?>> SubmitAsync(TradingAccount account, Intent intent)
    {
        var exchange = exchanges.For(account);
        if (intent.Route == IntentRoute.Order) return (await exchange.SubmitAsync(intent.ToRequest(), CancellationToken.None)).Map<ExchangeOrder?>(order => order);

        // A receipt is not a sale: both orders are watched from here (TargetHandover).
        var receipt = await exchange.CancelAndSellAsync(new CancelAndSell(intent.Replaces!.Value, intent.Key, intent.Market), CancellationToken.None);
        return receipt.Map<ExchangeOrder?>(_ => null);
    }

    private void Settle(PositionFile file, Intent intent, ExchangeAnswer<ExchangeOrder?> answer, bool isProbe, DateTimeOffset at)
    {
        if (answer is { Kind: AnswerKind.Answered, Value: { } order })
        {
            file.Follow(order, clock.GetUtcNow(), at);
            return;
        }

        // Seen to stand by whoever took over while this process slept: no answer to us takes that back.
        if (file.Find(intent.Key) is not { IsLive: true, State: not (IntentState.Accepted or IntentState.PartiallyFilled) }) return;
        switch (answer.Kind)
        {
            // A duplicate means that an order of this name exists or existed: it is looked for, never taken for a refusal. And whatever is said to a probe is
            // said of the second sending: too few coins may be the first one's doing.
            case AnswerKind.Refused when isProbe || answer.Fault!.Kind == ExchangeFaultKind.DuplicateIdentifier:
            case AnswerKind.Unknown:
                file.LoseSight(intent.Key, answer.Fault!.Message, at);
                break;
            case AnswerKind.Refused:
                file.Refuse(intent.Key, FaultNames.Of(answer.Fault!.Kind), $"{answer.Fault.Code}: {answer.Fault.Message}", clock.GetUtcNow(), at);
                break;
            case AnswerKind.Answered:
                break;
        }
    }

    private async Task AskAgainAsync(Intent intent)
    {
        var isOurs = await positions.ChangeAsync(intent.Owner, intent.Position, file => file.Find(intent.Key).IsLive, lease.Proof, CancellationToken.None);
        if (!isOurs || lease.Proof is null) throw new LeaseLostException($"Order {intent.Key} waited too long to be sent and is no longer ours.");
    }
}
