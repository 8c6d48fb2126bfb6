using CoinPulse.Core.Operations;
using CoinPulse.Data.Providers;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class DatabaseAddressTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private StorageFolder Storage => StorageFolder.For(new StorageOptions { Directory = _folder.Path }, AppContext.BaseDirectory);

    [Fact]
    public void Without_a_word_it_is_a_sqlite_file_in_the_storage_folder() =>
        From().Should().Match<DatabaseAddress>(address => address.Provider == DatabaseProvider.Sqlite && address.Location == _folder.File("coinpulse.db"));

    [Fact]
    public void A_relative_sqlite_file_lies_in_the_storage_folder() =>
        From(("ConnectionStrings:CoinPulse", "Data Source=mine/x.db")).Location.Should().Be(_folder.File("mine/x.db"));

    [Fact]
    public void An_absolute_sqlite_file_is_kept() =>
        From(("ConnectionStrings:CoinPulse", "Data Source=/var/lib/x.db")).Location.Should().Be("/var/lib/x.db");

    [Fact]
    public void A_host_is_postgresql() =>
        From(("ConnectionStrings:CoinPulse", "Host=db;Database=coins;Username=u;Password=p")).Provider.Should().Be(DatabaseProvider.PostgreSql);

    [Fact]
    public void The_connection_string_wins_over_the_url() =>
        From(("ConnectionStrings:CoinPulse", "Data Source=x.db"), ("DATABASE_URL", "postgres://u:p@db/coins")).Provider.Should().Be(DatabaseProvider.Sqlite);

    [Fact]
    public void A_url_is_read_with_its_percent_encoding()
    {
        var address = From(("DATABASE_URL", "postgres://us%40er:p%3A%2F%23%25@db.example:6543/my%20coins?sslmode=require"));

        var read = new NpgsqlConnectionStringBuilder(address.ConnectionString);
        (read.Username, read.Password, read.Host, read.Port, read.Database, read.SslMode)
            .Should().Be(("us@er", "p:/#%", "db.example", 6543, "my coins", SslMode.Require));
    }

    [Fact]
    public void A_url_without_port_means_5432_and_may_name_an_ipv6_host()
    {
        var read = new NpgsqlConnectionStringBuilder(From(("DATABASE_URL", "postgresql://u@[::1]/coins")).ConnectionString);

        (read.Host, read.Port, read.Password).Should().Be(("::1", 5432, null));
    }

    [Theory]
    [InlineData("ConnectionStrings:CoinPulse", "hunter2")]
    [InlineData("ConnectionStrings:CoinPulse", "Password=hunter2")]
    [InlineData("ConnectionStrings:CoinPulse", "Host=db;Wrong=1;Password=hunter2")]
    [InlineData("ConnectionStrings:CoinPulse", "Data Source=:memory:;Password=hunter2")]
    [InlineData("DATABASE_URL", "mysql://u:hunter2@db/coins")]
    [InlineData("DATABASE_URL", "postgres://u:hunter2@db")]
    [InlineData("DATABASE_URL", "postgres://u:hunter2@db/coins?sslmode=perhaps")]
    [InlineData("DATABASE_URL", "postgres://u:hunter2@db/coins?pool=4")]
    public void What_cannot_be_read_stops_the_start_by_name_and_without_the_password(string key, string value)
    {
        var read = () => From((key, value));

        read.Should().Throw<StartupRefusedException>().Which.Message.Should().Contain(key.Replace(":", "__", StringComparison.Ordinal)).And.NotContain("hunter2");
    }

    [Fact]
    public void Its_text_shows_no_password() =>
        From(("DATABASE_URL", "postgres://u:hunter2@db/coins")).ToString().Should().Be("PostgreSql db:5432/coins");

    public void Dispose() => _folder.Dispose();

    private DatabaseAddress From(params (string Key, string Value)[] settings) => DatabaseAddress.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), Storage);
}
