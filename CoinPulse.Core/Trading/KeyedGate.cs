using System.Collections.Concurrent;

namespace CoinPulse.Core.Trading;

/// <summary>One at a time for each key; keys do not wait for each other. A gate nobody waits at costs nothing.</summary>
internal sealed class KeyedGate<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Gate> _gates = [];

    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var gate = _gates.GetOrAdd(key, static _ => new Gate());
            if (!gate.TryJoin()) continue;   // its last guest has just left it; take the next one
            try
            {
                await gate.Free.WaitAsync(cancellationToken);
                return new Pass(this, key, gate);
            }
            catch (OperationCanceledException)
            {
                Leave(key, gate);
                throw;
            }
        }
    }

    private void Leave(TKey key, Gate gate)
    {
        if (gate.LeaveIsLast()) _gates.TryRemove(new KeyValuePair<TKey, Gate>(key, gate));
    }

    private sealed class Gate
    {
        private readonly Lock _lock = new();
        private int _guests;
        private bool _closed;

        public SemaphoreSlim Free { get; } = new(1, 1);

        public bool TryJoin()
        {
            lock (_lock)
            {
                if (_closed) return false;
                _guests++;
                return true;
            }
        }

        public bool LeaveIsLast()
        {
            lock (_lock)
            {
                _closed = --_guests == 0;
                return _closed;
            }
        }
    }

    private sealed class Pass(KeyedGate<TKey> owner, TKey key, Gate gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Free.Release();
            owner.Leave(key, gate);
        }
    }
}
