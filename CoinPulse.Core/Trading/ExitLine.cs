namespace CoinPulse.Core.Trading;

/// <summary>
/// The line of one account's positions that are to be left at once: the worst loss goes next, however many fire together. Only a few are under way beside each other, so that the
/// exchange's allowance of orders goes to the worst first and no order waits so long for its second that it may not be sent any more.
/// </summary>
internal sealed class ExitLine
{
    /// <summary>
    /// What Upbit takes of a pocket in a second: enough to use it up, and never so many that one of them would find it used up for longer than an order may wait.
    /// </summary>
    public const int AtOnce = 12;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, Account> _accounts = [];

    /// <summary>Takes a place; whoever joins while fewer than <see cref="AtOnce"/> are under way goes at once.</summary>
    /// <param name="gain">What the position stands at, as a part of its cost: the least goes first.</param>
    public Place Join(AccountId id, decimal gain)
    {
        var place = new Place(this, id);
        lock (_gate)
        {
            if (!_accounts.TryGetValue(id, out var account)) _accounts[id] = account = new Account();
            account.Waiting.Enqueue(place, (gain, account.Joined++));
            account.Call();
        }

        return place;
    }

    private void Leave(AccountId id)
    {
        lock (_gate)
        {
            var account = _accounts[id];
            account.UnderWay--;
            account.Call();
            if (account.UnderWay == 0) _accounts.Remove(id);
        }
    }

    private sealed class Account
    {
        public PriorityQueue<Place, (decimal Gain, int Joined)> Waiting { get; } = new();

        public int Joined { get; set; }

        public int UnderWay { get; set; }

        public void Call()
        {
            while (UnderWay < AtOnce && Waiting.TryDequeue(out var next, out _))
            {
                UnderWay++;
                next.Called.SetResult();
            }
        }
    }

    /// <summary>One position's place. Disposed when the position has been carried as far as it goes now, or after all need not go.</summary>
    internal sealed class Place(ExitLine line, AccountId account) : IDisposable
    {
        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Its turn has come.</summary>
        public Task Turn => Called.Task;

        public void Dispose() => line.Leave(account);
    }
}
