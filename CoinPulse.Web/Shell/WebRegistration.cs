using CoinPulse.Web.Accounts;
using CoinPulse.Web.Live;
using CoinPulse.Web.Operations.Logs;
using CoinPulse.Web.Shell.Banners;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace CoinPulse.Web.Shell;

/// <summary>The frame of the web application: pages, languages, theme, live updates.</summary>
public static class WebRegistration
{
    /// <summary>A phone asleep in a pocket finds its page as it was for this long; after that it loads the same address again.</summary>
    private static readonly TimeSpan CircuitKept = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddCoinPulseWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitRetentionPeriod = CircuitKept;
            circuits.DisconnectedCircuitMaxRetained = 200;
            circuits.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromHours(4);
        });
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddTransient<MudLocalizer, ShellLocalizer>();
        services.AddAntiforgery();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            string[] codes = [.. Languages.All.Select(language => language.Code)];
            options.SetDefaultCulture("ko").AddSupportedCultures(codes).AddSupportedUICultures(codes);
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LiveUpdates>();
        services.AddHostedService<LiveFeed>();
        services.AddScoped<DisplayChoice>();
        services.AddSingleton<IBannerSource, FeedBanner>();
        return services;
    }

    /// <summary>Fills a place of the frame with a component that takes no parameters.</summary>
    public static IServiceCollection AddShellSlot<TComponent>(this IServiceCollection services, ShellSlot slot)
        where TComponent : IComponent => services.AddSingleton(new ShellSlotEntry(slot, typeof(TComponent)));

    /// <summary>Adds a tab to the settings page; the display tab is last.</summary>
    public static IServiceCollection AddSettingsTab<TComponent>(this IServiceCollection services, string key, Func<string> title, int order = 0)
        where TComponent : IComponent => services.AddSingleton(new SettingsTab(key, title, typeof(TComponent), order));

    /// <summary>The order is the policy: errors, language, who it is, then pages.</summary>
    public static WebApplication MapCoinPulseWeb(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseWhen(IsForPeople, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAccounts();
        app.UsePersonInLogs();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/culture", CultureEndpoint.SetAsync).AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
