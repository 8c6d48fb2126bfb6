namespace CoinPulse.Core.Outcomes;

/// <summary>An id of ours. Data maps every type of this shape to a uuid column by convention.</summary>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>An id or code that is text. Data maps every type of this shape to a text column by convention.</summary>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The longest text the type allows; the column is as wide.</summary>
    static abstract int LongestText { get; }

    string Value { get; }

    static abstract TSelf From(string value);
}
