using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Support;

/// <summary>One browser test after another, beside the others: two cores have no room for more.</summary>
[CollectionDefinition(nameof(Browsers))]
public sealed class Browsers;

/// <summary>
/// A walk through the product in a real browser. Skipped, by name, where there is no Chromium. What the browser complains about is kept in
/// <see cref="Complaints"/>.
/// </summary>
[Collection(nameof(Browsers))]
public abstract class BrowserTest : IAsyncLifetime
{
    internal static readonly string? Chromium =
        Environment.GetEnvironmentVariable("COINPULSE_TEST_CHROMIUM") is { Length: > 0 } named ? named : File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium" : null;

    internal static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>What does not come at all fails the walk; what comes slowly, on a machine with other work, does not. In milliseconds.</summary>
    protected const float Patience = 120_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Uri? _address;

    /// <summary>Errors on the console and requests that left this host.</summary>
    protected List<string> Complaints { get; } = [];

    protected CoinPulseApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Chromium is null) throw Missing.Because("Chromium: neither COINPULSE_TEST_CHROMIUM nor /usr/bin/chromium");
        _address = await StartAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await StopAsync();
    }

    /// <summary>The product inside this process, unless a walk starts one of its own.</summary>
    /// <returns>Where the browser finds it.</returns>
    protected virtual Task<Uri> StartAsync()
    {
        App = StartApp();
        return Task.FromResult(new UriBuilder(App.Address) { Host = "localhost" }.Uri);
    }

    protected virtual async Task StopAsync()
    {
        if (App is not null) await App.DisposeAsync();
    }

    protected virtual CoinPulseApp StartApp() => CoinPulseApp.Listening();

    protected Task<IPage> DeskAsync(string locale = "ko-KR", ColorScheme scheme = ColorScheme.Light) => PageAsync(1440, 900, locale, scheme);

    protected Task<IPage> PhoneAsync(string locale = "ko-KR", ColorScheme scheme = ColorScheme.Light) => PageAsync(390, 844, locale, scheme);

    /// <summary>Kept where COINPULSE_TEST_SCREENSHOTS says, to be looked at; nowhere otherwise.</summary>
    protected static async Task ScreenshotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("COINPULSE_TEST_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    private async Task<IPage> PageAsync(int width, int height, string locale, ColorScheme scheme)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = _address!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = locale,
            ColorScheme = scheme,
            TimezoneId = "Asia/Seoul",
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        var page = await context.NewPageAsync();
        page.Console += (_, line) =>
        {
            if (line.Type == "error") Complaints.Add(line.Text);
        };
        page.PageError += (_, fault) => Complaints.Add(fault);
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Authority != _address.Authority) Complaints.Add($"left this host: {request.Url}");
        };
        return page;
    }
}
