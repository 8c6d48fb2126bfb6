using System.Globalization;
using CoinPulse.Tests.Support;
using Microsoft.Playwright;

namespace CoinPulse.Tests.Benchmarks;

/// <summary>
/// <c>scripts/chart-frames.sh [rounds] [pixel ratio]</c>: what a phone's frames are while a price chart of 2,000 candles is dragged and zoomed. The real product, a
/// real Chromium, 390 pixels, the processor four times slower; each gesture is given as a person gives it, through the browser's own input. A frame is counted
/// from the gesture's first move until the chart is drawn at rest, from one animation frame to the next.
/// </summary>
internal static class ChartFramesCommand
{
    public const string Word = "chart-frames";

    private const int Candles = 2_000;
    private const int Slower = 4;
    private const double Target = 50;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (BrowserTest.Chromium is not { } chromium)
        {
            await Console.Error.WriteLineAsync("Chromium is needed: COINPULSE_TEST_CHROMIUM or /usr/bin/chromium");
            return 69;
        }

        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 3;
        var ratio = arguments.Length > 1 ? float.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        await using var product = RunningProduct.Start(("Logs__Level", "Warning"), ("Bootstrap__AdminEmail", SignedIn.Email), ("Bootstrap__AdminPassword", SignedIn.Password));
        var said = await product.LineWithAsync("http://127.0.0.1");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = BrowserTest.Arguments });
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = said[said.IndexOf("http", StringComparison.Ordinal)..].Trim(),
            ViewportSize = new() { Width = 390, Height = 844 },
            DeviceScaleFactor = ratio,
            HasTouch = true,
            Locale = "ko-KR",
        });
        context.SetDefaultTimeout(180_000);
        var page = await context.NewPageAsync();
        await SignedIn.AsAdminAsync(page);
        await page.GotoAsync("/markets/KRW-BTC?unit=15m");
        await page.Locator("[data-chart][data-drawn]").WaitForAsync();

        var hand = new ChartHands(page, await context.NewCDPSessionAsync(page));
        await hand.LoadAsync(Candles);
        var loaded = await hand.CountAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loaded} candles, 390 px, pixel ratio {ratio}, processor {Slower} times slower, {rounds} rounds"));
        await hand.SlowAsync(Slower);

        var isFast = true;
        foreach (var (name, gesture) in hand.Gestures)
        {
            var frames = new List<double>();
            var longest = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                var (seen, busy) = await hand.FramesOfAsync(gesture);
                frames.AddRange(seen);
                longest.AddRange(busy);
            }

            frames.Sort();
            isFast &= frames.At(0.95) <= Target;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-34} p50 {frames.At(0.5),6:0.0}  p95 {frames.At(0.95),6:0.0}  max {frames.At(1),6:0.0} ms  over {Target:0} ms {frames.Count(frame => frame > Target),3} of {frames.Count,4} frames  long animation frames {longest.Count,3}, longest {longest.DefaultIfEmpty().Max(),6:0.0} ms"));
        }

        Console.WriteLine(isFast ? "every gesture is within 50 ms at the 95th percentile" : "NOT within 50 ms at the 95th percentile");
        return isFast ? 0 : 1;
    }
}
