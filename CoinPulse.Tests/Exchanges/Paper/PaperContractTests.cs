using CoinPulse.Tests.Exchanges.Contract;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Exchanges.Paper;

public sealed class InMemoryPaperContractTests : ExchangeContract
{
    protected override async Task<IExchangeHarness> StartAsync() => await PaperHarness.InMemoryAsync();
}

public sealed class SqlitePaperContractTests : ExchangeContract
{
    protected override async Task<IExchangeHarness> StartAsync() => await PaperHarness.OnAsync(DatabaseKind.Sqlite);
}

public sealed class PostgreSqlPaperContractTests : ExchangeContract
{
    protected override async Task<IExchangeHarness> StartAsync() => await PaperHarness.OnAsync(DatabaseKind.PostgreSql);
}
