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
    private TaskCompletionSource _moved = New();

    public Place Join(UpbitRank rank)
    {
        var place = new Place(rank);
        Move(() =>
        {
            var behind = _line.FindLastIndex(other => other.Rank <= rank);
            _line.Insert(behind + 1, place);
        });
        return place;
    }

    public void Leave(Place place) => Move(() => _line.Remove(place));

    /// <returns>Whether the place is the first, and a task that completes when the line has moved.</returns>
    public (bool IsFirst, Task Moved) Look(Place place)
    {
        lock (_gate)
        {
            return (_line[0] == place, _moved.Task);
        }
    }

    private void Move(Action change)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            change();
            (moved, _moved) = (_moved, New());
        }

        moved.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal sealed class Place(UpbitRank rank)
    {
        public UpbitRank Rank { get; } = rank;
    }
}
