using System.Globalization;
using System.Text.RegularExpressions;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Shell;
using FluentAssertions;
using MudBlazor;
using MudBlazor.Utilities;
using Xunit;

namespace CoinPulse.Tests.Shell;

/// <summary>app.css is the one place of colours: read well by everybody (WCAG 2.2 AA), and repeated without a slip where a variable cannot reach.</summary>
public sealed class ColourTests
{
    private static readonly string Css = File.ReadAllText(Path.Combine(Repository(), "CoinPulse.Web", "wwwroot", "app.css"));

    public static TheoryData<string, string, string> TextPairs()
    {
        string[] onSurfaces = ["text", "muted", "primary", "warn", "ok", "red", "blue", "green"];
        var pairs = new TheoryData<string, string, string>();
        foreach (var theme in new[] { "light", "dark" })
        {
            foreach (var text in onSurfaces)
            {
                foreach (var under in new[] { "surface", "page", "raised" }) pairs.Add(theme, text, under);
            }

            pairs.Add(theme, "on-primary", "primary");
            pairs.Add(theme, "on-danger", "danger");
            pairs.Add(theme, "primary", "primary-soft");
            pairs.Add(theme, "warn", "warn-soft");
            pairs.Add(theme, "ok", "ok-soft");
            pairs.Add(theme, "text", "flash");
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(TextPairs))]
    public void Text_is_readable(string theme, string text, string under) =>
        Contrast(Colour(theme, text), Colour(theme, under)).Should().BeGreaterOrEqualTo(4.5);

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Controls_and_the_ring_of_focus_are_seen(string theme)
    {
        Contrast(Colour(theme, "focus"), Colour(theme, "surface")).Should().BeGreaterOrEqualTo(3);
        Contrast(Colour(theme, "border-strong"), Colour(theme, "surface")).Should().BeGreaterOrEqualTo(3);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Danger_is_never_the_colour_of_a_rise(string theme) =>
        Colour(theme, "danger").Should().NotBe(Colour(theme, "red")).And.NotBe(Colour(theme, "green"));

    [Theory]
    [InlineData("light", false)]
    [InlineData("dark", true)]
    public void MudBlazor_and_the_charts_repeat_it_exactly(string theme, bool dark)
    {
        Palette palette = dark ? Theme.CoinPulse.PaletteDark : Theme.CoinPulse.PaletteLight;
        var charts = ChartColours.For(new DisplaySettings(dark ? ThemeChoice.Dark : ThemeChoice.Light));
        var green = ChartColours.For(new DisplaySettings(dark ? ThemeChoice.Dark : ThemeChoice.Light, RiseColours.GreenUp));

        new[] { Hex(palette.Primary), Hex(palette.Background), Hex(palette.Surface), Hex(palette.TextPrimary), Hex(palette.TextSecondary), Hex(palette.Warning), Hex(palette.Success) }
            .Should().Equal(new[] { "primary", "page", "surface", "text", "muted", "warn", "ok" }.Select(name => Colour(theme, name)));
        new[] { charts.Text, charts.Muted, charts.Grid, charts.Surface, charts.Primary, charts.Up, charts.Down, charts.Warning, green.Up, green.Down }
            .Should().Equal(new[] { "text", "muted", "border", "surface", "primary", "red", "blue", "warn", "green", "red" }.Select(name => Colour(theme, name)));
    }

    private static string Hex(MudColor colour) => colour.ToString(MudColorOutputFormats.Hex).ToLowerInvariant();

    private static string Colour(string theme, string name)
    {
        var block = Css[Css.IndexOf($"html[data-theme=\"{theme}\"]", StringComparison.Ordinal)..];
        return Variable(name).Match(block[..block.IndexOf('}', StringComparison.Ordinal)]) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException($"app.css names no --cp-{name} in its {theme} theme.");
    }

    private static Regex Variable(string name) => new($"--cp-{name}: (#[0-9a-f]{{6}});", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Relative luminance as WCAG defines it.
    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoinPulse.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
