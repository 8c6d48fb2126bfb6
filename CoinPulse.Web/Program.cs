using CoinPulse.Data;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Jobs;
using CoinPulse.Web.Operations;
using CoinPulse.Web.Operations.Health;
using CoinPulse.Web.Operations.Logs;
using CoinPulse.Web.Shell;
using MudBlazor.Services;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddCoinPulseHost();
    builder.Services.AddCoinPulseData(builder.Configuration);
    builder.Services.AddMudServices();
    builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    builder.Services.AddAccounts(builder.Configuration);
    builder.Services.AddCoinPulseJobs(builder.Configuration);

    var app = builder.Build();
    app.UseCoinPulseHost();
    app.UseRequestLocalization(options => options.SetDefaultCulture("ko").AddSupportedCultures("ko", "en").AddSupportedUICultures("ko", "en"));
    app.UseRouting();
    app.UseAccounts();
    app.UsePersonInLogs();
    app.UseAntiforgery();
    app.MapStaticAssets().AllowAnonymous();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    app.MapAccounts();
    app.MapCoinPulseHealth();
    app.UseCoinPulseJobs();
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (StartupFaults.Explain(fault) is not null)
{
    await Console.Error.WriteLineAsync($"CoinPulse does not start.\n{StartupFaults.Explain(fault)}");
    return 1;
}
