using Bunit;
using CoinPulse.Core.Accounts;
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
    private static readonly UserId Person = new(Guid.Parse("01900000-0000-7000-8000-00000000000c"));

    private readonly Wishes _wishes = new();

    public DisplayTests() => Services.AddScoped<DisplayChoice>().AddSingleton<IDisplayWishes>(_wishes);

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

    [Fact]
    public async Task A_choice_is_kept_with_the_person_and_the_next_device_takes_it_over()
    {
        var here = Services.GetRequiredService<DisplayChoice>();
        await here.FollowAsync(Person, default);
        await here.ChooseAsync(ThemeChoice.Dark);
        await here.ChooseAsync(Density.Compact);

        var there = new DisplayChoice(JSInterop.JSRuntime, _wishes);
        there.Begin(new DisplaySettings(ThemeChoice.Light, RiseColours.GreenUp));
        await there.FollowAsync(Person, default);

        there.Settings.Should().Be(new DisplaySettings(ThemeChoice.Dark, RiseColours.GreenUp, Density.Compact), "what was never chosen stays as the browser has it");
        JSInterop.Invocations.Last(call => call.Identifier == "coinpulseDisplay.set").Arguments.Should().Equal("cp-density", "compact");
    }

    [Theory]
    [InlineData("~closed.held~surge.V2~", "~closed.held~surge.V2~")]
    [InlineData("closed.held~closed.held", "~closed.held~")]
    [InlineData("<script>~closed.held;path", "~")]
    [InlineData("", "~")]
    [InlineData(null, "~")]
    public void What_a_cookie_says_of_columns_is_taken_word_by_word(string? cookie, string columns) => DisplayCookies.ColumnsOf(cookie).Should().Be(columns);

    [Fact]
    public void A_column_comes_back_as_it_went()
    {
        var without = new DisplaySettings().With("closed.held", shown: false).With("closed.reason", shown: false);

        (without.Shows("closed.held"), without.Shows("closed.heldest"), without.Shows("surge.held")).Should().Be((false, true, true));
        without.With("closed.held", shown: true).With("closed.reason", shown: true).Should().Be(new DisplaySettings());
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

    private sealed class Wishes : IDisplayWishes
    {
        private readonly Dictionary<UserId, DisplayWish> _kept = [];

        public Task<DisplayWish> FindAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(_kept.GetValueOrDefault(owner, DisplayWish.None));

        public Task KeepAsync(UserId owner, DisplayWish wish, CancellationToken cancellationToken)
        {
            var known = _kept.GetValueOrDefault(owner, DisplayWish.None);
            _kept[owner] = new DisplayWish(wish.Theme ?? known.Theme, wish.Rise ?? known.Rise, wish.Density ?? known.Density);
            return Task.CompletedTask;
        }

        public Task KeepLanguageAsync(UserId owner, string language, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
