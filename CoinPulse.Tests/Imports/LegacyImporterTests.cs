using CoinPulse.Core.Accounts;
using CoinPulse.Core.Imports;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Data.Imports;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Imports;

/// <summary>An import on both databases: run twice, nothing is doubled; run later, nothing is lost.</summary>
public sealed class LegacyImporterTests
{
    private static readonly UserId Owner = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    private static readonly UserId Stranger = new(Guid.Parse("01900000-0000-7000-8000-00000000000b"));

    private const string Active = """
        {"KRW-XRP":{"position_id":"KRW-XRP_20251213_093015","coin_symbol":"KRW-XRP","buy_price":735.0,"quantity":17.6870748,"order_amount":13000,"buy_time":"2025-12-13T09:30:15.123456","status":"open"}}
        """;

    private const string History = """
        [{"position_id":"KRW-XRP_20251213_093015","coin_symbol":"KRW-XRP","buy_price":735.0,"quantity":17.6870748,"order_amount":13000,"buy_time":"2025-12-13T09:30:15.123456","status":"closed",
          "sell_price":794.5,"sell_time":"2025-12-15T10:00:00.5","sell_amount":14052.380929,"close_reason":"take_profit"}]
        """;

    [Theory, EveryDatabase]
    public async Task A_dry_run_tells_and_writes_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (importer, imports, accounts) = Services(database);
        var account = await accounts.OpenPaperAsync(Owner, PriceSource.Simulated, default);

        var report = await importer.ImportAsync(Owner, Files(Active, config: LegacySettingsTests.Sample), dryRun: true, default);

        report.Should().BeEquivalentTo(new { DryRun = true, Added = 1, Known = 0, Open = 1, SettingsApplied = true });
        (await imports.TradesAsync(Owner, default)).Should().BeEmpty();
        (await imports.DocumentsAsync(Owner, default)).Should().BeEmpty();
        (await accounts.StrategiesAsync(Owner, account.Id, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Twice_is_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (importer, imports, accounts) = Services(database);
        await accounts.OpenPaperAsync(Owner, PriceSource.Simulated, default);

        await importer.ImportAsync(Owner, Files(Active, History, LegacySettingsTests.Sample), dryRun: false, default);
        var again = await importer.ImportAsync(Owner, Files(Active, History, LegacySettingsTests.Sample), dryRun: false, default);

        again.Should().BeEquivalentTo(new { Added = 0, Learned = 0, Known = 1, SettingsApplied = false });
        (await imports.TradesAsync(Owner, default)).Should().ContainSingle();
        (await imports.DocumentsAsync(Owner, default)).Should().HaveCount(3);
        await using var context = database.CreateDbContext();
        (await context.Audit.CountAsync(entry => entry.Act == AuditActs.LegacyImported)).Should().Be(1);
    }

    [Theory, EveryDatabase]
    public async Task A_position_that_was_open_learns_its_sale_and_a_known_sale_never_changes(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (importer, imports, _) = Services(database);

        await importer.ImportAsync(Owner, Files(Active), dryRun: false, default);
        (await importer.ImportAsync(Owner, Files("{}", History), dryRun: false, default)).Learned.Should().Be(1);
        var contradicting = await importer.ImportAsync(Owner, Files("{}", History.Replace("794.5", "900", StringComparison.Ordinal)), dryRun: false, default);

        contradicting.Notes.Should().Contain(note => note.Code == ImportNotes.ChangedSince);
        var trade = (await imports.TradesAsync(Owner, default)).Single();
        (trade.SellPrice!.Value.Value, trade.Reason, trade.WasOpen).Should().Be((794.5m, "take_profit", false));
        trade.Profit!.Value.Value.Should().Be(1052.380929m);
        (await imports.DocumentsAsync(Owner, default)).Should().HaveCount(4, "each text that was given is kept once");
    }

    [Theory, EveryDatabase]
    public async Task Settings_go_to_a_strategy_that_was_never_set_and_arm_nothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (importer, _, accounts) = Services(database);
        var account = await accounts.OpenPaperAsync(Owner, PriceSource.Simulated, default);

        await importer.ImportAsync(Owner, Files(config: LegacySettingsTests.Sample), dryRun: false, default);

        var setup = (await accounts.StrategiesAsync(Owner, account.Id, default)).Single();
        (setup.Strategy, setup.Armed).Should().Be((SwingStrategy.Name, false));
        StrategyCatalog.Offered.Read(setup.Strategy, setup.SettingsJson).Value.Should().BeEquivalentTo(new { AmountPerEntry = 13_000m, StopLoss = 3m });
        (await accounts.RiskAsync(Owner, account.Id, default)).DailyLoss.Should().Be(12_000);
        (await accounts.FindAsync(Owner, account.Id, default))!.TradingOn.Should().BeFalse();

        await accounts.SetStrategyAsync(Owner, setup with { SettingsJson = "{}", Armed = true }, default);
        var again = await importer.ImportAsync(Owner, Files(config: LegacySettingsTests.Sample), dryRun: false, default);
        again.Notes.Should().Contain(note => note.Code == ImportNotes.SettingsKept);
        (await accounts.StrategiesAsync(Owner, account.Id, default)).Single().Should().BeEquivalentTo(new { SettingsJson = "{}", Armed = true });
    }

    [Theory, EveryDatabase]
    public async Task Without_an_account_the_trades_come_in_and_the_settings_say_why_not(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (importer, imports, _) = Services(database);

        var report = await importer.ImportAsync(Owner, Files(Active, config: LegacySettingsTests.Sample), dryRun: false, default);

        report.Notes.Should().Contain(note => note.Code == ImportNotes.NoAccount);
        report.SettingsApplied.Should().BeFalse();
        (await imports.TradesAsync(Owner, default)).Should().ContainSingle();
        (await imports.TradesAsync(Stranger, default)).Should().BeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Two_people_can_bring_the_same_files(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (importer, imports, _) = Services(database);

        await importer.ImportAsync(Owner, Files(Active), dryRun: false, default);
        (await importer.ImportAsync(Stranger, Files(Active), dryRun: false, default)).Added.Should().Be(1);

        (await imports.TradesAsync(Stranger, default)).Should().ContainSingle();
    }

    private static (LegacyImporter Importer, ILegacyImports Imports, TradingAccountsStore Accounts) Services(TestDatabase database)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));
        var pen = new AuditPen(clock);
        var imports = new LegacyImportStore(database, clock);
        var accounts = new TradingAccountsStore(database, new EngineClock(clock), pen);
        return (new LegacyImporter(imports, accounts, pen, clock), imports, accounts);
    }

    private static List<LegacyText> Files(string? active = null, string? history = null, string? config = null) =>
    [
        .. new[] { ("active_positions.json", active), ("position_history.json", history), ("swing_trading_config.json", config) }
            .Where(file => file.Item2 is not null).Select(file => new LegacyText(file.Item1, file.Item2!)),
    ];
}
