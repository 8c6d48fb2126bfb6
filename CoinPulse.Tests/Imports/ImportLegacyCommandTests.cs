using CoinPulse.Core.Imports;
using CoinPulse.Tests.Accounts;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Commands;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Imports;

public sealed class ImportLegacyCommandTests : IDisposable
{
    private readonly AccountsApp _app = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _app.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Only_a_first_argument_that_names_one_is_a_command()
    {
        Command.Find(["import-legacy", "--user", "a@b.c"]).Should().NotBeNull();
        Command.Find([]).Should().BeNull();
        Command.Find(["--urls", "http://localhost:1"]).Should().BeNull();
        Command.Find(["something"]).Should().BeNull();
    }

    [Fact]
    public async Task It_brings_a_folder_in_for_one_person_and_a_dry_run_does_not()
    {
        var owner = await _app.WithAdminAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "active_positions.json"), """{"KRW-XRP":{"position_id":"A","coin_symbol":"KRW-XRP","buy_price":735,"quantity":10,"buy_time":"2025-12-13T09:30:15"}}""");

        (await RunAsync("--user", "ADMIN@example.com", "--folder", _folder.Path, "--dry-run")).Should().Be(0);
        (await _app.Get<ILegacyImports>().TradesAsync(owner, default)).Should().BeEmpty();

        (await RunAsync("--user", "admin@example.com", "--folder", _folder.Path)).Should().Be(0);
        (await _app.Get<ILegacyImports>().TradesAsync(owner, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_it_cannot_do_it_refuses_with_a_code()
    {
        await _app.WithAdminAsync();

        (await RunAsync("--user", "admin@example.com")).Should().Be(2);
        (await RunAsync("--user", "nobody@example.com", "--folder", _folder.Path)).Should().Be(2);
        (await RunAsync("--user", "admin@example.com", "--folder", _folder.Path)).Should().Be(2, "the folder is empty");
        (await RunAsync("--user", "admin@example.com", "--folder", Path.Combine(_folder.Path, "none"))).Should().Be(2);
    }

    private Task<int> RunAsync(params string[] arguments) => Command.Find(["import-legacy"])!.Work(_app.Services, arguments, default);
}
