using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Notifications;

/// <summary>
/// Brings out what waits on one channel: in hand on disk, then sent, then what the channel said. A process that dies between the two leaves it in hand; after two
/// minutes it is sent again and says that it may be a second time. Nobody who trades waits for it.
/// </summary>
internal sealed class Outbox(IOutboxStore store, NoticeNews news, TimeProvider wall, ILogger<Outbox> logger)
{
    /// <summary>Well inside <see cref="Delivery.LongestSending"/>, so that nobody takes it up while it is still being sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Few, because what is in hand is lost for two minutes when the process dies.</summary>
    private const int InHand = 4;

    /// <returns>How long the channel wants to be left alone; zero when there may be more at once, null when nothing is due.</returns>
    public async Task<TimeSpan?> SendDueAsync(INoticeChannel channel, CancellationToken cancellationToken)
    {
        var taken = await store.TakeForEveryoneAsync(channel.Channel, InHand, wall.GetUtcNow(), cancellationToken);
        var rest = TimeSpan.Zero;
        foreach (var together in taken.Chunk(channel.AtOnce))
        {
            var asked = rest;
            var answers = await Task.WhenAll(together.Select(consignment => SendAsync(channel, consignment, asked, cancellationToken)));
            foreach (var answer in answers.Where(answer => answer.After > rest)) rest = answer.After!.Value;
            if (channel.Pace > TimeSpan.Zero && answers.Any(answer => answer.Kind == AnswerOfChannel.Delivered)) await Task.Delay(channel.Pace, wall, cancellationToken);
        }

        return taken.Count == 0 ? null : rest;
    }

    /// <param name="rest">The channel as a whole has asked for rest: what is in hand is given back untried.</param>
    private async Task<DeliveryAnswer> SendAsync(INoticeChannel channel, Consignment consignment, TimeSpan rest, CancellationToken cancellationToken)
    {
        var answer = rest > TimeSpan.Zero ? DeliveryAnswer.ForNow("busy", rest) : await TrySendAsync(channel, consignment, cancellationToken);
        if (await store.AnswerAsync(consignment.To.Owner, consignment, answer, wall.GetUtcNow())) news.Tell(consignment.To.Owner);
        if (answer.Kind != AnswerOfChannel.Delivered) logger.LogWarning("A notice ({Kind}) by {Channel}: {Answer} {Why}", consignment.Notice.Kind, channel.Channel, answer.Kind, answer.Why);
        return answer;
    }

    private async Task<DeliveryAnswer> TrySendAsync(INoticeChannel channel, Consignment consignment, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await channel.SendAsync(consignment, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return DeliveryAnswer.Unknown("timeout");
        }
#pragma warning disable CA1031 // the per-message step of the outbox: one message that cannot be made is set aside, the others go on
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError("A notice ({Kind}) could not be made for {Channel}: {Fault}", consignment.Notice.Kind, channel.Channel, fault.GetType().Name);
            return DeliveryAnswer.ForNow(fault.GetType().Name);
        }
    }
}
