using CoinPulse.Core.Operations;
using CoinPulse.Data.Providers;
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
    public async Task A_connection_that_the_server_has_ended_is_told_as_what_it_is_in_a_transaction_and_without_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        foreach (var within in new[] { false, true })
        {
            await using var context = database.CreateDbContext();
            await context.Database.OpenConnectionAsync();
            await using var transaction = within ? await context.Database.BeginTransactionAsync() : null;
            await EndAsync(((NpgsqlConnection)context.Database.GetDbConnection()).ProcessID);

            var look = () => context.Audit.CountAsync();

            (await look.Should().ThrowAsync<NpgsqlException>()).Which.Should().Match<Exception>(fault => StorageFaults.TroubleIn(fault) == StorageTrouble.Unreachable);
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

    private static async Task EndAsync(int backend)
    {
        await using var server = new NpgsqlConnection(Environment.GetEnvironmentVariable("COINPULSE_TEST_POSTGRES"));
        await server.OpenAsync();
        await using var command = server.CreateCommand();
        command.CommandText = "SELECT pg_terminate_backend(@backend, 5000)";
        command.Parameters.AddWithValue("backend", backend);
        (await command.ExecuteScalarAsync()).Should().Be(true);
    }
}
