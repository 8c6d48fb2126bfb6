using CoinPulse.Core.Markets;
using CoinPulse.Data;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCoinPulseData(builder.Configuration);
builder.Services.AddMarkets(builder.Configuration);

var app = builder.Build();
app.Run();
