using System.Numerics;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// A stream of chance that is the same on every machine and runtime (xoshiro256**, seeded by SplitMix64). <see cref="System.Random"/> promises
/// no such thing between versions.
/// </summary>
internal sealed class Noise
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double _spare;
    private bool _hasSpare;

    public Noise(ulong seed)
    {
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    /// <summary>A seed for one purpose out of the market's seed and the purpose's name (FNV-1a: stable, unlike <c>GetHashCode</c>).</summary>
    public static ulong SeedFor(long seed, string purpose)
    {
        var hash = 14_695_981_039_346_656_037UL ^ (ulong)seed;
        foreach (var letter in purpose) hash = (hash ^ letter) * 1_099_511_628_211UL;
        return Scramble(hash);
    }

    /// <summary>One well-mixed number out of another; the whole of chance where a value must be found again without being kept.</summary>
    public static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    /// <summary>Evenly in [0, 1).</summary>
    public double Even() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double from, double to) => from + (to - from) * Even();

    public bool Chance(double probability) => Even() < probability;

    /// <summary>Normal with mean 0 and deviation 1 (Marsaglia's polar method).</summary>
    public double Normal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        double u, v, s;
        do
        {
            u = 2 * Even() - 1;
            v = 2 * Even() - 1;
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);

        var factor = Math.Sqrt(-2 * Math.Log(s) / s);
        (_spare, _hasSpare) = (v * factor, true);
        return u * factor;
    }

    private static ulong Mix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        return Scramble(state);
    }

    private ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }
}
