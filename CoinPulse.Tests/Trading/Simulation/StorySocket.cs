using System.Net.WebSockets;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>One end of a WebSocket within the process: what is sent is there at once, and nothing leaves the story's thread.</summary>
internal sealed class StorySocket : WebSocket
{
    private readonly Queue<(byte[] Bytes, WebSocketMessageType Type)> _came = new();
    private StorySocket? _other;
    private TaskCompletionSource? _coming;
    private WebSocketState _state = WebSocketState.Open;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    public static (StorySocket Near, StorySocket Far) Pair()
    {
        var (near, far) = (new StorySocket(), new StorySocket());
        (near._other, far._other) = (far, near);
        return (near, far);
    }

    public override void Abort()
    {
        if (_state == WebSocketState.Aborted) return;
        _state = WebSocketState.Aborted;
        _coming?.TrySetResult();
        _other!.Abort();
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        if (_state == WebSocketState.Open) _other!.Take([], WebSocketMessageType.Close);
        _state = WebSocketState.CloseSent;
        return Task.CompletedTask;
    }

    public override void Dispose() => Abort();

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var part = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new WebSocketReceiveResult(part.Count, part.MessageType, part.EndOfMessage);
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_came.Count == 0)
        {
            if (_state == WebSocketState.Aborted) throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            _coming = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var givenUp = cancellationToken.UnsafeRegister(static coming => ((TaskCompletionSource)coming!).TrySetCanceled(), _coming);
            await _coming.Task;
        }

        var (bytes, type) = _came.Dequeue();
        bytes.CopyTo(buffer);
        return new ValueWebSocketReceiveResult(bytes.Length, type, endOfMessage: true);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (_state != WebSocketState.Open) throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        _other!.Take(buffer.ToArray(), messageType);
        return ValueTask.CompletedTask;
    }

    private void Take(byte[] bytes, WebSocketMessageType type)
    {
        _came.Enqueue((bytes, type));
        _coming?.TrySetResult();
    }
}
