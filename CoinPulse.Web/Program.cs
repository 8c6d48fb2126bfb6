using CoinPulse.Data;
using CoinPulse.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCoinPulseData(builder.Configuration);
builder.Services.AddCoinPulseWeb(builder.Configuration);

var app = builder.Build();
app.MapCoinPulseWeb();
app.Run();
