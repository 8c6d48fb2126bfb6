using CoinPulse.Data;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Shell;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCoinPulseData(builder.Configuration);
builder.Services.AddMudServices();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddAccounts(builder.Configuration);

var app = builder.Build();
app.UseRequestLocalization(options => options.SetDefaultCulture("ko").AddSupportedCultures("ko", "en").AddSupportedUICultures("ko", "en"));
app.UseRouting();
app.UseAccounts();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.MapAccounts();
app.Run();
