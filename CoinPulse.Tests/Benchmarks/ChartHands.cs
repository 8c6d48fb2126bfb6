using System.Text.Json;
using CoinPulse.Tests.Support;
using Microsoft.Playwright;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>Moves a price chart as hands do, and counts the frames meanwhile.</summary>
internal sealed class ChartHands(IPage page, ICDPSession session)
{
    private const int Moves = 60;

    private const string Begin = """
        () => {
          const seen = window.cpFrames = { frames: [], busy: [], last: performance.now(), on: true };
          seen.watch = new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.busy.push(entry.duration); });
          seen.watch.observe({ type: "long-animation-frame" });
          const next = now => { if (!seen.on) return; seen.frames.push(now - seen.last); seen.last = now; requestAnimationFrame(next); };
          requestAnimationFrame(now => { seen.last = now; requestAnimationFrame(next); });
        }
        """;

    private const string End = """
        () => { const seen = window.cpFrames; seen.on = false; seen.watch.disconnect(); return JSON.stringify({ frames: seen.frames, busy: seen.busy }); }
        """;

    private const string IsAtRest = "() => !document.querySelector('.cp-chart-moving')";

    public IEnumerable<(string Name, Func<Task> Gesture)> Gestures =>
    [
        ("drag, everything in view", () => AllAsync(MouseDragAsync)),
        ("drag, 120 candles in view", () => SomeAsync(MouseDragAsync)),
        ("one finger, 120 candles in view", () => SomeAsync(FingerAsync)),
        ("wheel in and out", () => AllAsync(WheelAsync)),
        ("pinch in and out", () => AllAsync(PinchAsync)),
    ];

    public Task<int> CountAsync() => page.Locator("[data-chart]").EvaluateAsync<int>("chart => Number(chart.dataset.count)");

    /// <summary>Pulls the chart back until it has loaded so many.</summary>
    public async Task LoadAsync(int candles)
    {
        while (await CountAsync() is var count && count < candles)
        {
            await page.Locator(".cp-chart-hand").PressAsync("Home");
            await page.WaitForFunctionAsync("count => Number(document.querySelector('[data-chart]').dataset.count) > count || !document.querySelector('[data-older]')", count);
            if (await page.Locator("[data-older]").CountAsync() == 0) break;
        }
    }

    public Task SlowAsync(int times) => session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = times });

    /// <returns>Milliseconds from frame to frame, and the long animation frames that the browser itself counts.</returns>
    public async Task<(double[] Frames, double[] Busy)> FramesOfAsync(Func<Task> gesture)
    {
        await gesture();
        using var seen = JsonDocument.Parse(await page.EvaluateAsync<string>(End));
        return (Numbers(seen, "frames"), Numbers(seen, "busy"));
    }

    private static double[] Numbers(JsonDocument seen, string name) => [.. seen.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private async Task AllAsync(Func<float, float, float, Task> gesture)
    {
        await ViewAsync("End", zoomOut: 12);
        await OverAsync(gesture);
    }

    private async Task SomeAsync(Func<float, float, float, Task> gesture)
    {
        await ViewAsync("Home", zoomOut: 12);
        await ViewAsync("+", zoomOut: 0, presses: 12);
        await OverAsync(gesture);
    }

    private async Task ViewAsync(string key, int zoomOut, int presses = 1)
    {
        var hand = page.Locator(".cp-chart-hand");
        for (var press = 0; press < zoomOut; press++) await hand.PressAsync("-");
        for (var press = 0; press < presses; press++) await hand.PressAsync(key);
        await page.WaitForFunctionAsync(IsAtRest);
    }

    private async Task OverAsync(Func<float, float, float, Task> gesture)
    {
        var box = (await page.Locator(".cp-chart-hand").BoundingBoxAsync())!;
        await page.EvaluateAsync(Begin);
        await gesture(box.X, box.Y + box.Height / 2, box.Width);
        await page.WaitForFunctionAsync(IsAtRest);
        await page.EvaluateAsync("() => new Promise(rested => requestAnimationFrame(() => requestAnimationFrame(rested)))");
    }

    private async Task MouseDragAsync(float left, float y, float width)
    {
        await page.Mouse.MoveAsync(left + width * 0.3f, y);
        await page.Mouse.DownAsync();
        for (var move = 1; move <= Moves; move++) await page.Mouse.MoveAsync(left + width * (0.3f + 0.5f * Swing(move)), y);
        await page.Mouse.UpAsync();
    }

    private async Task FingerAsync(float left, float y, float width)
    {
        await TouchAsync("touchStart", (left + width * 0.3f, y));
        for (var move = 1; move <= Moves; move++) await TouchAsync("touchMove", (left + width * (0.3f + 0.5f * Swing(move)), y));
        await TouchAsync("touchEnd");
    }

    private async Task WheelAsync(float left, float y, float width)
    {
        await page.Mouse.MoveAsync(left + width * 0.6f, y);
        for (var move = 0; move < Moves; move++) await page.Mouse.WheelAsync(0, move < Moves / 2 ? -60 : 60);
    }

    private async Task PinchAsync(float left, float y, float width)
    {
        var middle = left + width / 2;
        await TouchAsync("touchStart", (middle - 40, y), (middle + 40, y));
        for (var move = 1; move <= Moves; move++)
        {
            var apart = 40 + width * 0.35f * Swing(move);
            await TouchAsync("touchMove", (middle - apart, y), (middle + apart, y));
        }

        await TouchAsync("touchEnd");
    }

    // There and back.
    private static float Swing(int move) => (float)Math.Sin(Math.PI * move / Moves);

    private async Task TouchAsync(string type, params (float X, float Y)[] fingers) => await session.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = fingers.Select((finger, id) => new { x = finger.X, y = finger.Y, id }).ToArray(),
    });
}
