using CoinPulse.Data;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddCoinPulseData(builder.Configuration);

var app = builder.Build();
app.Run();
