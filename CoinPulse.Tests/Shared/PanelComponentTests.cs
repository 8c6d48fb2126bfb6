using Bunit;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace CoinPulse.Tests.Shared;

public sealed class PanelComponentTests : ComponentTest
{
    [Fact]
    public void An_empty_state_has_one_button_that_acts()
    {
        var pressed = 0;
        var empty = Render<EmptyState>(p => p.Add(c => c.Title, "None").Add(c => c.Text, "Why").Add(c => c.Act, "Begin").Add(c => c.OnAct, () => pressed++));

        empty.Find("button").Click();

        pressed.Should().Be(1);
        empty.FindAll("button, a").Should().ContainSingle();
    }

    [Fact]
    public void An_empty_state_that_leads_elsewhere_is_a_link() =>
        Render<EmptyState>(p => p.Add(c => c.Title, "None").Add(c => c.Text, "Why").Add(c => c.Act, "Begin").Add(c => c.Href, "/trading"))
            .Find("a").GetAttribute("href").Should().Be("/trading");

    [Theory]
    [InlineData("ko", "무슨 일이 있었나요", "오류 번호")]
    [InlineData("en", "What happened", "Error number")]
    public void Trouble_says_what_happened_what_works_what_to_do_and_its_number(string language, string what, string number)
    {
        using var reading = new InLanguage(language);

        var trouble = Render<TroublePanel>(p => p.Add(c => c.Title, "T").Add(c => c.What, "w").Add(c => c.StillWorks, "s").Add(c => c.WhatToDo, "d").Add(c => c.CorrelationId, "0190"));

        trouble.Find("[role=alert]").TextContent.Should().Contain(what).And.Contain(number);
        trouble.FindAll("dd").Select(d => d.TextContent).Should().Equal("w", "s", "d", "0190");
    }

    [Fact]
    public void A_skeleton_table_has_the_shape_that_will_come()
    {
        var skeleton = Render<SkeletonTable>(p => p.Add(c => c.Rows, 3).Add(c => c.Columns, 2));

        skeleton.FindAll("tr").Should().HaveCount(3);
        skeleton.FindAll("td").Should().HaveCount(6);
        skeleton.Find("[role=status]").HasAttribute("aria-label").Should().BeTrue();
    }

    [Fact]
    public void A_skeleton_card_reserves_the_height_of_a_chart() =>
        Render<SkeletonCard>(p => p.Add(c => c.Height, 280)).Markup.Should().Contain("height:280px");

    [Fact]
    public void A_stat_card_shows_label_value_and_note()
    {
        var card = Render<StatCard>(p => p.Add(c => c.Label, "Equity").Add(c => c.ChildContent, Text("10")).Add(c => c.Note, Text("of 20")));

        card.Markup.Should().Contain("Equity").And.Contain("10").And.Contain("of 20");
    }

    [Theory]
    [InlineData(DotState.Ok, "cp-dot-ok")]
    [InlineData(DotState.Danger, "cp-dot-danger")]
    public void A_dot_always_has_its_words(DotState state, string colour)
    {
        var dot = Render<StatusDot>(p => p.Add(c => c.State, state).Add(c => c.Text, "Live").Add(c => c.Compact, true));

        dot.Markup.Should().Contain(colour).And.Contain("Live");
    }

    [Theory]
    [InlineData("ko", 45, 100, 45, "", "일일 손실: 한도 100 중 45 사용, 45%")]
    [InlineData("en", 85, 100, 85, "cp-meter-near", "일일 손실: 85 of 100 used, 85%")]
    [InlineData("ko", 130, 100, 100, "cp-meter-full", "일일 손실: 한도 100 중 130 사용, 100%")]
    [InlineData("ko", 1, 0, 100, "cp-meter-full", "일일 손실: 한도 0 중 1 사용, 100%")]
    [InlineData("ko", 0, 0, 0, "", "일일 손실: 한도 0 중 0 사용, 0%")]
    public void A_meter_says_how_much_of_its_limit_is_used(string language, int used, int limit, int shown, string css, string spoken)
    {
        using var reading = new InLanguage(language);

        var meter = Render<MeterBar>(p => p.Add(c => c.Label, "일일 손실").Add(c => c.Used, used).Add(c => c.Limit, limit).Add(c => c.UsedText, $"{used}").Add(c => c.LimitText, $"{limit}"));

        var bar = meter.Find("[role=meter]");
        (bar.GetAttribute("aria-valuenow"), bar.GetAttribute("aria-valuetext")).Should().Be(($"{shown}", spoken));
        meter.Find(".cp-meter").ClassName!.Trim().Should().Be($"cp-meter {css}".Trim());
    }

    [Fact]
    public void Segments_tell_which_one_was_chosen()
    {
        var chosen = Density.Comfortable;
        var segments = Render<Segments<Density>>(p => p
            .Add(c => c.Name, "density").Add(c => c.Title, "Density").Add(c => c.Value, Density.Comfortable).Add(c => c.ValueChanged, value => chosen = value)
            .Add(c => c.Options, [(Density.Comfortable, "wide", null), (Density.Compact, "tight", null)]));

        segments.FindAll("input")[1].Change("on");

        chosen.Should().Be(Density.Compact);
    }

    [Fact]
    public void Phone_cards_hold_the_table_they_are_given() =>
        Render<PhoneCards>(p => p.AddChildContent("<table class=\"cp-table\"></table>")).Find(".cp-phone-cards .cp-table").Should().NotBeNull();

    private static RenderFragment Text(string text) => builder => builder.AddContent(0, text);
}
