using System.Net;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>An order's turn on the wire came too late.</summary>
internal sealed class OrderTooLateException() : Exception("The order was too old to be sent.");

/// <summary>
/// What an order says, written only while it may still be sent. It is asked at the last moment there is, when the connection stands and the body's turn has come, and again when the
/// transport begins anew on another connection: between the decision to send and this moment a process can have slept for a minute.
/// </summary>
/// <param name="isTooLate">Whether it may not leave any more.</param>
internal sealed class UpbitOrderBody(byte[] body, Func<bool> isTooLate) : HttpContent
{
    private bool _wasBegun;

    /// <summary>Its turn came too late, and no earlier one had begun. Without its body the request is none: nothing has happened.</summary>
    public bool NeverLeft { get; private set; }

    protected override Task SerializeToStreamAsync(System.IO.Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(System.IO.Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        return stream.WriteAsync(body, cancellationToken).AsTask();
    }

    protected override void SerializeToStream(System.IO.Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        stream.Write(body);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private void Begin()
    {
        if (isTooLate())
        {
            NeverLeft = !_wasBegun;
            throw new OrderTooLateException();
        }

        _wasBegun = true;
    }
}
