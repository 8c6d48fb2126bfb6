using CoinPulse.Data;
using CoinPulse.Web.Jobs;
using CoinPulse.Web.Operations;
using CoinPulse.Web.Operations.Health;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddCoinPulseHost();
    builder.Services.AddCoinPulseData(builder.Configuration);
    builder.Services.AddCoinPulseJobs(builder.Configuration);

    var app = builder.Build();
    app.UseCoinPulseHost();
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
