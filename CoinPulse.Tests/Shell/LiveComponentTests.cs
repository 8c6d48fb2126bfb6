using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Tests.Shared;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shell;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Shell;

public sealed class LiveComponentTests : ComponentTest
{
    private static readonly UserId Minji = new(Guid.Parse("0190a000-0000-7000-8000-000000000001"));

    private readonly FakeTimeProvider _wall = new();
    private readonly LiveUpdates _updates;

    public LiveComponentTests()
    {
        _updates = new LiveUpdates(_wall, NullLogger<LiveUpdates>.Instance);
        Services.AddSingleton(_updates);
        Services.AddSingleton<TimeProvider>(_wall);
    }

    [Fact]
    public void A_change_is_read_and_drawn()
    {
        var page = Render<Counting>();

        _updates.Publish(Minji, LiveTopic.Positions);
        _wall.Advance(TimeSpan.Zero);

        page.WaitForAssertion(() => page.Markup.Should().Be("1"));
    }

    [Fact]
    public void What_a_refresh_throws_reaches_the_boundary_of_the_page()
    {
        var page = Render<TroubleBoundary>(p => p.AddChildContent<Counting>(c => c.Add(x => x.Broken, true)));

        _updates.Publish(Minji, LiveTopic.Positions);
        _wall.Advance(TimeSpan.Zero);

        page.WaitForElement("[role=alert]");
    }

    [Fact]
    public async Task A_page_that_was_left_reads_no_more_and_its_reads_are_cancelled()
    {
        var page = Render<Counting>();
        var counting = page.Instance;

        await DisposeComponentsAsync();
        _updates.Publish(Minji, LiveTopic.Positions);
        _wall.Advance(TimeSpan.FromSeconds(2));

        counting.Count.Should().Be(0);
        counting.LeavingToken.IsCancellationRequested.Should().BeTrue();
    }

    private sealed class Counting : LiveComponent
    {
        [Inject] public LiveUpdates Updates { get; set; } = default!;

        [Parameter] public bool Broken { get; set; }

        public int Count { get; private set; }

        public CancellationToken LeavingToken => Leaving;

        protected override void OnInitialized() => Follow(Updates, Minji, RefreshAsync, LiveTopic.Positions, LiveTopic.Account);

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Count);

        private Task RefreshAsync()
        {
            if (Broken) throw new InvalidOperationException("a bug");
            Count++;
            return Task.CompletedTask;
        }
    }
}
