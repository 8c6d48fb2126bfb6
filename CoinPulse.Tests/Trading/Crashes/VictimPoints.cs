using System.Diagnostics;
using System.Globalization;
using CoinPulse.Core.Operations;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>The commit points of a process that a test talks to: at the one that it names the process dies, or falls asleep until it is woken.</summary>
internal sealed class VictimPoints : ICrashPoints
{
    private Fate? _fate;

    /// <param name="words"><c>DIE point time</c> or <c>SLEEP point time</c>; the time is counted from now on.</param>
    public void Arm(string[] words) => Volatile.Write(ref _fate, new Fate(words[0] == "DIE", words[1], int.Parse(words[2], CultureInfo.InvariantCulture)));

    public void At(string point)
    {
        if (Volatile.Read(ref _fate) is not { } fate || fate.Point != point || !fate.IsNow()) return;
        if (fate.Dies) Environment.FailFast($"Told to die at {point}.");

        Victim.Say($"ASLEEP {point}");
        using var stop = Process.Start("kill", ["-STOP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        stop.WaitForExit();
        Victim.Say("AWAKE");
    }

    private sealed class Fate(bool dies, string point, int time)
    {
        private int _passed;

        public bool Dies => dies;

        public string Point => point;

        public bool IsNow() => Interlocked.Increment(ref _passed) == time;
    }
}
