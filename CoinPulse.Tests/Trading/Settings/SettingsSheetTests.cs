using AngleSharp.Dom;
using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Core.Trading.Strategies.Trend;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Trading.Settings;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Settings;

public sealed class SettingsSheetTests : PageTest
{
    private readonly List<object> _kept = [];
    private object? _drafted;

    public SettingsSheetTests() => Services.AddScoped<DraftKeeper>();

    /// <summary>A change to the defaults of trend, the field that it is said at, and the Korean sentence.</summary>
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { nameof(TrendSettings.Emergency), "4", nameof(TrendSettings.Emergency), "긴급 손절 4%는 손절 5%보다 커야 합니다." },
        { nameof(TrendSettings.BreakEven), "20", nameof(TrendSettings.BreakEven), "본전 보호 20%는 1차 익절 15%보다 작아야 합니다." },
        { nameof(TrendSettings.TrailBy), "20", nameof(TrendSettings.TrailBy), "이 간격이면 트레일링이 시작될 때 손절선이 본전보다 12% 아래가 되어" },
        { nameof(TrendSettings.Target2), "3", nameof(TrendSettings.Target2), "익절 3%는 앞의 익절 15%보다 커야 합니다." },
        { nameof(TrendSettings.Target3), "30", nameof(TrendSettings.Target3), "익절 30%를 쓰려면 앞의 익절부터 입력하세요." },
        { nameof(TrendSettings.Share2), "10", nameof(TrendSettings.Share2), "비중 10%에 맞는 익절 값을 입력하거나" },
        { nameof(TrendSettings.AmountPerEntry), "5500", nameof(TrendSettings.AmountPerEntry), "가장 작은 매도분(50%)은 손절할 때" },
        { nameof(TrendSettings.AmountPerEntry), "100", nameof(TrendSettings.AmountPerEntry), "5,500 이상 1,000,000,000 이하로 입력하세요." },
        { nameof(TrendSettings.FastAverage), "60", nameof(TrendSettings.FastAverage), "단기 평균 60은(는) 장기 평균 48보다 짧아야 합니다." },
        { nameof(TrendSettings.LeastRange), "7", nameof(TrendSettings.LeastRange), "최소 변동폭 7%는 최대 변동폭 6%보다 작아야 합니다." },
        { nameof(TrendSettings.MostPositions), "", nameof(TrendSettings.MostPositions), "값을 입력하세요." },
        { nameof(TrendSettings.MostPositions), "2.5", nameof(TrendSettings.MostPositions), "2.5은(는) 정수가 아닙니다." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_next_to_its_field_as_one_types(string field, string typed, string at, string sentence)
    {
        var sheet = Sheet(new TrendSettings());

        Type(sheet, field, typed);

        Field(sheet, at).TextContent.Should().Contain(sentence);
        _drafted.Should().BeNull("there is nothing to preview");
    }

    [Fact]
    public void A_refused_save_keeps_what_was_typed_and_says_how_much_is_to_mend()
    {
        var sheet = Sheet(new SwingSettings());
        Type(sheet, nameof(SwingSettings.Emergency), "2");

        sheet.Find("form").Submit();

        _kept.Should().BeEmpty();
        sheet.Find("[data-test=sheet-status]").TextContent.Should().Be("저장하지 않았습니다. 표시된 항목 1개를 고쳐 주세요.");
        Input(sheet, nameof(SwingSettings.Emergency)).GetAttribute("value").Should().Be("2");
    }

    [Fact]
    public void What_the_desk_refuses_is_said_too_and_kept_in_the_form()
    {
        var sheet = Sheet(new SwingSettings(), _ => [Problem.Of(SettingsProblems.StrategyUnknown, "swing")]);
        Type(sheet, nameof(SwingSettings.StopLoss), "2");

        sheet.Find("form").Submit();

        sheet.Find(".cp-save-bar [role=alert]").TextContent.Should().Contain("swing");
        Input(sheet, nameof(SwingSettings.StopLoss)).GetAttribute("value").Should().Be("2");
    }

    [Fact]
    public void A_good_change_is_drafted_saved_and_then_forgotten_by_the_browser()
    {
        var sheet = Sheet(new SwingSettings());

        Type(sheet, nameof(SwingSettings.StopLoss), "2.5");
        _drafted.Should().Be(new SwingSettings { StopLoss = 2.5m });
        JSInterop.Invocations.Should().Contain(call => call.Identifier == "sessionStorage.setItem");
        sheet.Find("form").Submit();

        _kept.Should().Equal(new SwingSettings { StopLoss = 2.5m });
        sheet.Find("[data-test=sheet-status]").TextContent.Should().StartWith("저장했습니다.");
        JSInterop.Invocations.Last(call => call.Identifier.StartsWith("sessionStorage", StringComparison.Ordinal)).Identifier.Should().Be("sessionStorage.removeItem");
    }

    [Fact]
    public void After_a_lost_circuit_the_typed_values_are_back_even_those_that_no_record_can_hold()
    {
        var before = new SettingsDraft(new SwingSettings { StopLoss = 2 });
        before.Put(SettingsForm.For(typeof(SwingSettings))[nameof(SwingSettings.MostPositions)], 1.5m);
        JSInterop.Setup<string?>("sessionStorage.getItem", _ => true).SetResult(before.Write());

        var sheet = Sheet(new SwingSettings());

        sheet.Find("[data-test=restored]").TextContent.Should().Contain("되살렸습니다");
        Input(sheet, nameof(SwingSettings.StopLoss)).GetAttribute("value").Should().Be("2");
        Input(sheet, nameof(SwingSettings.MostPositions)).GetAttribute("value").Should().Be("1.5");
        sheet.Find("[data-test=revert]").Click();
        Input(sheet, nameof(SwingSettings.StopLoss)).GetAttribute("value").Should().Be("3");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"Settings":"{\"NoSuchSetting\":1}","Unfit":{}}""")]
    public void A_draft_of_another_version_is_left_alone(string text)
    {
        JSInterop.Setup<string?>("sessionStorage.getItem", _ => true).SetResult(text);

        Sheet(new SwingSettings()).FindAll("[data-test=restored]").Should().BeEmpty();
    }

    [Fact]
    public void A_preset_fills_the_form_and_saves_nothing()
    {
        var sheet = Sheet(new SwingSettings());

        sheet.Find("[data-test=preset-Cautious]").Click();

        Input(sheet, nameof(SwingSettings.MostPositions)).GetAttribute("value").Should().Be("3");
        _kept.Should().BeEmpty();
    }

    [Fact]
    public void Every_kind_of_field_is_drawn_for_what_it_is()
    {
        var sheet = Sheet(new RiskSettings(), markets: [new MarketInfo(MarketCode.From("KRW-USDT"), "테더", "Tether"), new MarketInfo(MarketCode.From("KRW-BTC"), "비트코인", "Bitcoin")]);

        Field(sheet, nameof(RiskSettings.SkipWarned)).QuerySelector("input[type=checkbox]").Should().NotBeNull();
        Field(sheet, nameof(RiskSettings.DailyLoss)).TextContent.Should().Contain("하루 손실 한도 (금액)").And.Contain("원");
        Field(sheet, nameof(RiskSettings.ExcludedMarkets)).QuerySelectorAll("[data-test=excluded]").Select(chip => chip.TextContent.Trim()).First().Should().StartWith("테더 USDT");

        Field(sheet, nameof(RiskSettings.SkipWarned)).QuerySelector("input[type=checkbox]")!.Change(false);
        Field(sheet, nameof(RiskSettings.ExcludedMarkets)).QuerySelector("[data-test=excluded] button")!.Click();

        var drafted = _drafted.Should().BeOfType<RiskSettings>().Subject;
        drafted.SkipWarned.Should().BeFalse();
        drafted.ExcludedMarkets.Should().Equal("KRW-USDC");
    }

    [Fact]
    public void In_English_it_speaks_English()
    {
        In("en");

        var sheet = Sheet(new SwingSettings());
        Type(sheet, nameof(SwingSettings.Emergency), "2");

        sheet.Markup.Should().Contain("Stop-loss").And.NotMatchRegex(@"\p{IsHangulSyllables}");
    }

    private IRenderedComponent<SettingsSheet> Sheet(object saved, Func<object, IReadOnlyList<Problem>>? keep = null, IReadOnlyList<MarketInfo>? markets = null) => Render<SettingsSheet>(sheet => sheet
        .Add(s => s.Name, "test")
        .Add(s => s.Saved, saved)
        .Add(s => s.Preset, preset => saved is StrategySettings settings ? settings.As(preset) : ((RiskSettings)saved).As(preset))
        .Add(s => s.Check, record => record is StrategySettings settings ? SettingsRules.Check(settings) : SettingsRules.Check((RiskSettings)record))
        .Add(s => s.Keep, record => Task.FromResult(Keep(record, keep)))
        .Add(s => s.Drafted, EventCallback.Factory.Create<object?>(this, drafted => _drafted = drafted))
        .Add(s => s.Markets, markets ?? []));

    private IReadOnlyList<Problem> Keep(object record, Func<object, IReadOnlyList<Problem>>? keep)
    {
        var problems = keep?.Invoke(record) ?? [];
        if (problems.Count == 0) _kept.Add(record);
        return problems;
    }

    private static IElement Field(IRenderedComponent<SettingsSheet> sheet, string property) => sheet.Find($"[data-test=setting-{property}]");

    private static IElement Input(IRenderedComponent<SettingsSheet> sheet, string property) => Field(sheet, property).QuerySelector("input")!;

    private static void Type(IRenderedComponent<SettingsSheet> sheet, string property, string text) => Input(sheet, property).Input(text);
}
