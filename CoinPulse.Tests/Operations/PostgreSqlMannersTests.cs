using CoinPulse.Data.Providers.PostgreSql;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class PostgreSqlMannersTests
{
    [Fact]
    public async Task A_transaction_that_is_silent_is_ended_on_every_connection_however_often_it_was_lent()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        for (var lent = 0; lent < 3; lent++)
        {
            await using var context = database.CreateDbContext();
            (await context.Database.SqlQueryRaw<string>("SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"").SingleAsync()).Should().Be("8s");
        }
    }

    [Fact]
    public void What_the_address_says_itself_stays()
    {
        var address = new NpgsqlConnectionStringBuilder(PostgreSqlManners.Address("Host=pooler;Max Auto Prepare=0;Options=-c statement_timeout=60s"));

        (address.Host, address.MaxAutoPrepare).Should().Be(("pooler", 0));
        address.Options.Should().Contain("statement_timeout=60s").And.Contain("idle_in_transaction_session_timeout=8s");
        PostgreSqlManners.Address("Host=pooler;Options=-c idle_in_transaction_session_timeout=5s").Should().NotContain("8s");
        new NpgsqlConnectionStringBuilder(PostgreSqlManners.Address("Host=here")).MaxAutoPrepare.Should().BePositive();
    }
}
