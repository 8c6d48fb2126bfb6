using System.Globalization;
using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using Xunit;

namespace CoinPulse.Tests.Support;

/// <summary>
/// A page or component in a test: MudBlazor's services, scripts that answer nothing, a signed-in person, a clock that stands still, Korean unless the test says
/// otherwise. Popovers and dialogs are drawn in <see cref="Popovers"/> and <see cref="Dialogs"/>.
/// </summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    protected PageTest()
    {
        In("ko-KR");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(services => services.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Wall);
        Services.AddSingleton<IDisplayWishes>(new NoWishes());
        Services.AddScoped<DisplayChoice>();
        RenderTree.Add<CascadingValue<UserId>>(parameters => parameters.Add(value => value.Value, CurrentUser).Add(value => value.Name, nameof(CurrentUser)));
    }

    protected UserId CurrentUser { get; } = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));

    protected FakeTimeProvider Wall { get; } = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));

    public virtual Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        CultureInfo.DefaultThreadCurrentUICulture = null;
        CultureInfo.CurrentUICulture = _before;
        await EndAsync();
        await base.DisposeAsync();   // MudBlazor's services can only be disposed asynchronously
    }

    /// <summary>What a test puts away at its end.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    protected IRenderedComponent<MudPopoverProvider> Popovers() => Render<MudPopoverProvider>();

    protected IRenderedComponent<MudDialogProvider> Dialogs() => Render<MudDialogProvider>();

    protected static void In(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
}
