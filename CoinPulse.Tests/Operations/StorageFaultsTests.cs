using CoinPulse.Data.Providers;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class StorageFaultsTests
{
    /// <summary>The shapes in which a process that slept in a transaction finds out, as seen with processes that were put to sleep.</summary>
    [Fact]
    public void A_transaction_that_the_server_ended_may_be_made_again_and_no_other_trouble_is_taken_for_it()
    {
        var ended = new PostgresException("terminating connection due to idle-in-transaction timeout", "FATAL", "FATAL", "25P03");

        StorageFaults.HasSlept(ended).Should().BeTrue();
        StorageFaults.HasSlept(new DbUpdateException("", ended)).Should().BeTrue();
        StorageFaults.HasSlept(new ObjectDisposedException("NpgsqlTransaction", new NpgsqlException())).Should().BeTrue();
        StorageFaults.HasSlept(new PostgresException("", "FATAL", "FATAL", "57P01")).Should().BeFalse("the commit may have been on its way");
        StorageFaults.HasSlept(new NpgsqlException("Exception while reading from stream")).Should().BeFalse("the commit may have been on its way");
    }
}
