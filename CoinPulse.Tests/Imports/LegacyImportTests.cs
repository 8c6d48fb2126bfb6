using CoinPulse.Core.Imports;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Imports;

/// <summary>What the earlier product's files say, trap by trap. The fixtures are made, in the shapes that it wrote.</summary>
public sealed class LegacyImportTests
{
    private const string Open = """
        {"position_id":"KRW-XRP_20251213_093015","coin_symbol":"KRW-XRP","buy_price":735.0,"quantity":17.6870748,"order_amount":13000,"buy_time":"2025-12-13T09:30:15.123456",
         "status":"open","current_price":741.0,"current_value":13106.1,"profit_loss":106.1,"profit_loss_percent":0.82,"holding_days":0,"highest_price":745.0,"lowest_price":730.0,
         "take_profit_triggered":false,"stop_loss_triggered":false}
        """;

    private const string Sale = "\"sell_price\":794,\"sell_time\":\"2025-12-15T10:00:00\",\"sell_amount\":14043.54,\"close_reason\":\"take_profit\"";

    private static readonly string Closed = Open.Replace("\"status\":\"open\"", $"\"status\":\"closed\",{Sale}", StringComparison.Ordinal)
        .Replace("\"profit_loss\":106.1", "\"profit_loss\":1043.54", StringComparison.Ordinal);

    [Fact]
    public void An_open_position_is_a_record_with_seouls_time_in_utc()
    {
        var import = Read(active: $"{{\"KRW-XRP\":{Open}}}");

        import.Trades.Should().Equal(new LegacyTrade(
            "KRW-XRP_20251213_093015", MarketCode.From("KRW-XRP"), new DateTimeOffset(2025, 12, 13, 0, 30, 15, TimeSpan.Zero).AddTicks(1_234_560),
            new Price(735), new Quantity(17.6870748m), new Krw(13000), null, null, null, null));
        Codes(import, LegacyFile.ActivePositions).Should().Equal(ImportNotes.NotGuarded);
    }

    [Fact]
    public void A_closed_trade_has_its_sale()
    {
        var import = Read(history: $"[{Closed}]");

        import.Trades.Single().Should().BeEquivalentTo(new { SoldAt = new DateTimeOffset(2025, 12, 15, 1, 0, 0, TimeSpan.Zero), SellPrice = new Price(794), Received = new Krw(14043.54m), Reason = "take_profit" });
        Codes(import, LegacyFile.History).Should().BeEmpty();
    }

    [Fact]
    public void A_byte_order_mark_is_no_trouble() => Read(history: "\uFEFF" + $"[{Closed}]").Trades.Should().HaveCount(1);

    [Fact]
    public void Numbers_come_as_integers_floats_text_or_exponents()
    {
        var history = $"[{Closed.Replace("735.0", "\"735\"", StringComparison.Ordinal).Replace("17.6870748", "1.76870748e1", StringComparison.Ordinal).Replace("13000", "13000.0", StringComparison.Ordinal)}]";

        Read(history: history).Trades.Should().BeEquivalentTo(Read(history: $"[{Closed}]").Trades);
    }

    [Fact]
    public void What_is_in_both_files_was_sold()
    {
        var import = Read(active: $"{{\"KRW-XRP\":{Open}}}", history: $"[{Closed}]");

        import.Trades.Single().SoldAt.Should().NotBeNull();
        Codes(import, LegacyFile.ActivePositions).Should().Equal(ImportNotes.InHistoryToo);
    }

    [Fact]
    public void The_same_sale_twice_is_one_and_another_sale_of_the_same_id_is_named()
    {
        var import = Read(history: $"[{Closed},{Closed},{Closed.Replace("794", "700", StringComparison.Ordinal)}]");

        import.Trades.Single().SellPrice.Should().Be(new Price(794));
        Codes(import, LegacyFile.History).Should().Contain([ImportNotes.TwiceAlike, ImportNotes.TwiceDifferent]);
    }

    [Theory]
    [InlineData("\"coin_symbol\":\"KRW-XRP\"", "\"coin_symbol\":\"KRW-KRW\"", ImportNotes.NoMarket)]
    [InlineData("\"coin_symbol\":\"KRW-XRP\"", "\"coin_symbol\":\"KRW-TOTAL\"", ImportNotes.NoMarket)]
    [InlineData("\"coin_symbol\":\"KRW-XRP\"", "\"coin_symbol\":\"리플\"", ImportNotes.NoMarket)]
    [InlineData("\"buy_price\":735.0", "\"buy_price\":0", ImportNotes.NoPriceOrQuantity)]
    [InlineData("\"buy_price\":735.0", "\"buy_price\":1e300", ImportNotes.NoPriceOrQuantity)]
    [InlineData("\"quantity\":17.6870748", "\"quantity\":-1", ImportNotes.NoPriceOrQuantity)]
    [InlineData("\"quantity\":17.6870748", "\"quantity\":null", ImportNotes.NoPriceOrQuantity)]
    [InlineData("2025-12-13T09:30:15.123456", "yesterday", ImportNotes.NoTime)]
    [InlineData("\"sell_price\":794", "\"sell_price\":0", ImportNotes.NoSale)]
    [InlineData("2025-12-15T10:00:00", "", ImportNotes.NoSale)]
    public void A_broken_entry_drops_out_alone_and_is_named(string sound, string broken, string code)
    {
        var other = Closed.Replace("KRW-XRP", "KRW-ADA", StringComparison.Ordinal);

        var import = Read(history: $"[{Closed.Replace(sound, broken, StringComparison.Ordinal)},{other},7]");

        import.Trades.Single().Market.Should().Be(MarketCode.From("KRW-ADA"));
        Codes(import, LegacyFile.History).Should().Equal(code, ImportNotes.EntryShape);
    }

    [Theory]
    [InlineData("\"order_amount\":13000", "\"order_amount\":20000", ImportNotes.AmountDisagrees)]
    [InlineData("\"sell_amount\":14043.54", "\"sell_amount\":99999", ImportNotes.AmountDisagrees)]
    [InlineData("\"profit_loss\":1043.54", "\"profit_loss\":-1043.54", ImportNotes.ProfitDisagrees)]
    [InlineData("\"status\":\"closed\"", "\"status\":\"open\"", ImportNotes.StatusDisagrees)]
    [InlineData("\"close_reason\":\"take_profit\"", "\"close_reason\":\"ai_exit\"", ImportNotes.ReasonUnknown)]
    [InlineData("2025-12-15T10:00:00", "2025-12-12T10:00:00", ImportNotes.SoldBeforeBought)]
    [InlineData("\"position_id\":\"KRW-XRP_20251213_093015\",", "", ImportNotes.NoId)]
    public void What_does_not_add_up_is_taken_and_named(string sound, string odd, string code)
    {
        var import = Read(history: $"[{Closed.Replace(sound, odd, StringComparison.Ordinal)}]");

        import.Trades.Should().HaveCount(1);
        import.Notes.Where(note => note.File == LegacyFile.History).Should().Contain(note => note.Code == code && note.Weight == ImportWeight.Doubtful);
    }

    [Fact]
    public void Amounts_that_are_missing_come_from_price_and_quantity() =>
        Read(active: $"{{\"KRW-XRP\":{Open.Replace("\"order_amount\":13000,", "", StringComparison.Ordinal)}}}").Trades.Single().Paid.Value.Should().Be(735m * 17.6870748m);

    [Fact]
    public void The_entry_wins_over_its_key()
    {
        var import = Read(active: $"{{\"KRW-ADA\":{Open}}}");

        import.Trades.Single().Market.Should().Be(MarketCode.From("KRW-XRP"));
        Codes(import, LegacyFile.ActivePositions).Should().Equal(ImportNotes.MarketDisagrees, ImportNotes.NotGuarded);
    }

    [Fact]
    public void Not_a_number_is_read_as_nothing()
    {
        var import = Read(history: $"[{Closed.Replace("\"profit_loss\":1043.54", "\"profit_loss\":NaN", StringComparison.Ordinal)}]");

        import.Trades.Should().HaveCount(1);
        Codes(import, LegacyFile.History).Should().Equal(ImportNotes.NotANumber);
    }

    [Fact]
    public void A_broken_file_takes_nothing_from_the_others()
    {
        var import = Read(active: "{\"KRW-XRP\":{\"position", history: $"[{Closed}]");

        import.Trades.Should().HaveCount(1);
        Codes(import, LegacyFile.ActivePositions).Should().Equal(ImportNotes.FileUnreadable);
        Codes(import, LegacyFile.Policies).Should().Equal(ImportNotes.FileMissing);
        Codes(Read(history: "{}"), LegacyFile.History).Should().Equal(ImportNotes.FileShape);
        Codes(Read(active: "[]"), LegacyFile.ActivePositions).Should().Equal(ImportNotes.FileShape);
    }

    [Fact]
    public void Files_with_other_names_are_not_looked_at() =>
        LegacyImport.Read([new LegacyText("config.json", "{}"), new LegacyText("Position_History.JSON", $"[{Closed}]")]).Should().BeEquivalentTo(new { Files = new[] { new { Name = "Position_History.JSON" } } });

    [Fact]
    public void Policies_by_coin_are_named_and_turn_nothing_on()
    {
        const string policies = """
            {"auto_trading_enabled": true, "coin_policies": {
              "KRW-BTC": {"enabled": true, "strategy": "trend_following", "timeframe": "1h", "stop_loss": 0.03, "take_profit": 0.10},
              "KRW-ETHW": {"enabled": false, "strategy": "manual", "timeframe": "1d", "stop_loss": 0, "take_profit": 0},
              "KRW-KRW": {"enabled": false}, "KRW-TOTAL": {"enabled": false}, "KRW-ADA": 3},
             "global_settings": {"max_loss_rate": 0.05, "min_profit_rate": 0}}
            """;

        var notes = Read(policies: policies).Notes.Where(note => note.File == LegacyFile.Policies).ToList();

        notes.Where(note => note.Code == ImportNotes.NoMarket).Select(note => note.Entry).Should().Equal("KRW-KRW", "KRW-TOTAL");
        notes.Single(note => note.Entry == "KRW-BTC").Facts.Should().Equal("strategy trend_following, timeframe 1h, stop_loss 0.03, take_profit 0.10");
        notes.Single(note => note.Code == ImportNotes.PoliciesOff).Facts.Should().Equal("KRW-ETHW");
        notes.Single(note => note.Entry == "global_settings").Facts.Should().Equal("max_loss_rate 0.05");
        notes.Select(note => note.Code).Should().Contain([ImportNotes.EntryShape, ImportNotes.StaysOff]);
    }

    private static LegacyImport Read(string? active = null, string? history = null, string? policies = null) => LegacyImport.Read(
    [
        .. new[] { ("active_positions.json", active), ("position_history.json", history), ("trading_policies.json", policies) }
            .Where(file => file.Item2 is not null).Select(file => new LegacyText(file.Item1, file.Item2!)),
    ]);

    private static IEnumerable<string> Codes(LegacyImport import, LegacyFile file) => import.Notes.Where(note => note.File == file).Select(note => note.Code);
}
