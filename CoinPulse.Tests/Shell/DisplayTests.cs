using Bunit;
using CoinPulse.Tests.Shared;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Shell;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Shell;

public sealed class DisplayTests : ComponentTest
{
    public DisplayTests() => Services.AddScoped<DisplayChoice>();

    [Theory]
    [InlineData(ThemeChoice.System, false, false)]
    [InlineData(ThemeChoice.System, true, true)]
    [InlineData(ThemeChoice.Light, true, false)]
    [InlineData(ThemeChoice.Dark, false, true)]
    public void Dark_is_what_was_chosen_or_else_what_the_device_says(ThemeChoice theme, bool systemIsDark, bool dark) =>
        new DisplaySettings(theme, SystemIsDark: systemIsDark).IsDark.Should().Be(dark);

    [Fact]
    public void A_choice_in_the_settings_reaches_the_cookie_and_the_page()
    {
        using var reading = new InLanguage("ko");
        var panel = Render<DisplaySettingsPanel>();

        panel.FindAll("input[name=rise]")[1].Change("on");

        Services.GetRequiredService<DisplayChoice>().Settings.Rise.Should().Be(RiseColours.GreenUp);
        JSInterop.Invocations.Single(call => call.Identifier == "coinpulseDisplay.set").Arguments.Should().Equal("cp-rise", "green");
    }

    [Fact]
    public async Task Toggling_from_the_systems_dark_gives_light()
    {
        var display = Services.GetRequiredService<DisplayChoice>();
        display.Begin(new DisplaySettings(SystemIsDark: true));

        await display.ToggleThemeAsync();

        display.Settings.Theme.Should().Be(ThemeChoice.Light);
    }

    [Theory]
    [InlineData("", "display")]
    [InlineData("?tab=extra", "extra")]
    [InlineData("?tab=nothing", "display")]
    public void The_tab_stands_in_the_address(string query, string expected)
    {
        Services.AddSettingsTab<NotFoundPage>("extra", () => "Extra", order: 2000);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/settings" + query);

        var page = Render<SettingsPage>();

        page.Find("[aria-current=page]").GetAttribute("href").Should().Be($"/settings?tab={expected}");
    }
}
