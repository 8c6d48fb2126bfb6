namespace CoinPulse.Core.Exchanges.Upbit.Rest;

/// <summary>Who is served first when a group's requests have to wait. Within one rank the first come is the first served.</summary>
internal enum UpbitRank
{
    /// <summary>Ends or shrinks a position: a sale, a cancel.</summary>
    Stop,

    /// <summary>Asks what is; prices too.</summary>
    LookUp,

    /// <summary>Opens a position, or is what a person orders at a page. Takes at most half of a second's allowance, so that a stop never finds all of it gone.</summary>
    Entry,

    /// <summary>May take its time: the past that nobody decides on. Runs only while nothing needed waits, is under way or was within the last second.</summary>
    Background,
}

/// <summary>The line before one group of requests: by rank, then by coming. Whoever stands first may ask for a slot; who comes later and ranks higher steps in front.</summary>
internal sealed class TurnQueue
{
    private readonly Lock _gate = new();
    private readonly List<Place> _line = [];

    public Place Join(UpbitRank rank)
    {
        lock (_gate)
        {
            var place = new Place(rank);
            _line.Insert(_line.FindLastIndex(other => other.Rank <= rank) + 1, place);
            Move();
            return place;
        }
    }

    public void Leave(Place place)
    {
        lock (_gate)
        {
            _line.Remove(place);
            Move();
        }
    }

    /// <returns>Whether the place is the first. What moves from here on ends its next wait.</returns>
    public bool IsFirst(Place place)
    {
        lock (_gate)
        {
            place.Moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _line[0] == place;
        }
    }

    private void Move()
    {
        foreach (var place in _line) place.Moved.TrySetResult();
    }

    internal sealed class Place(UpbitRank rank)
    {
        public UpbitRank Rank { get; } = rank;

        public TaskCompletionSource Moved { get; set; } = new();

        /// <summary>Returns when the line has moved, the time is over or the caller gives up, whichever is first.</summary>
        public async Task WaitAsync(TimeSpan atMost, TimeProvider wall, CancellationToken cancellationToken)
        {
            var moved = Moved;
            await using var timer = wall.CreateTimer(End, moved, atMost, Timeout.InfiniteTimeSpan);
            await using var givenUp = cancellationToken.UnsafeRegister(End, moved);
            await moved.Task;
        }

        private static void End(object? moved) => ((TaskCompletionSource)moved!).TrySetResult();
    }
}
