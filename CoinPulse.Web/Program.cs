using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Imports;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Trading;
using CoinPulse.Data;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Commands;
using CoinPulse.Web.Holdings;
using CoinPulse.Web.Imports;
using CoinPulse.Web.Jobs;
using CoinPulse.Web.Markets.Caches;
using CoinPulse.Web.Markets.Surge;
using CoinPulse.Web.Notifications;
using CoinPulse.Web.Operations;
using CoinPulse.Web.Operations.Admin;
using CoinPulse.Web.Operations.Health;
using CoinPulse.Web.Shell;
using CoinPulse.Web.Trading;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddCoinPulseHost();
    builder.Services.AddCoinPulseData(builder.Configuration);
    builder.Services.AddMarkets(builder.Configuration);
    builder.Services.AddUpbit(builder.Configuration);
    builder.Services.AddExchangeKeys(builder.Configuration);
    builder.Services.AddSurge();
    builder.Services.AddImports();
    builder.Services.AddPaperExchange(builder.Configuration);
    builder.Services.AddTrading();
    builder.Services.AddHoldings();
    builder.Services.AddAccounts(builder.Configuration);
    builder.Services.AddCoinPulseWeb(builder.Configuration);
    builder.Services.AddTradingPages();
    builder.Services.AddHoldingsPages();
    builder.Services.AddSurgePages();
    builder.Services.AddMarketCaches(builder.Configuration);
    builder.Services.AddImportPages();
    builder.Services.AddNotifications(builder.Configuration);
    builder.Services.AddCoinPulseJobs(builder.Configuration);

    if (Command.Find(args) is { } command) return await command.RunAsync(builder.Build(), args);

    var app = builder.Build();
    app.UseCoinPulseHost();
    app.MapCoinPulseWeb();
    app.MapAccounts();
    app.MapTrading();
    app.MapHoldings();
    app.MapBackups();
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
