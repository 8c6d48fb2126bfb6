using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Data;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCoinPulseData(builder.Configuration);
builder.Services.AddMarkets(builder.Configuration);
builder.Services.AddPaperExchange(builder.Configuration);
builder.Services.AddTrading();
builder.Services.AddAccounts(builder.Configuration);
builder.Services.AddCoinPulseWeb(builder.Configuration);

var app = builder.Build();
app.MapCoinPulseWeb();
app.MapAccounts();
app.Run();
