using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Data;

public sealed class StopSwitchStoreTests
{
    private static readonly UserId Owner = new(Guid.CreateVersion7(Story.Now));
    private static readonly UserId Stranger = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Here = new(Guid.CreateVersion7(Story.Now));
    private static readonly AccountId Beside = new(Guid.CreateVersion7(Story.Now));

    private readonly FakeTimeProvider _wall = new(Story.Now);

    [Theory]
    [EveryDatabase(StopScope.Account, EntryStops.Account, EntryStops.None, EntryStops.None)]
    [EveryDatabase(StopScope.User, EntryStops.User, EntryStops.User, EntryStops.None)]
    [EveryDatabase(StopScope.Platform, EntryStops.Platform, EntryStops.Platform, EntryStops.Platform)]
    public async Task A_switch_stops_what_it_names_on_every_process_at_once_until_a_person_lifts_it(
        DatabaseKind kind, StopScope scope, EntryStops here, EntryStops beside, EntryStops ofAnother)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var (pressed, read) = (Process(database), Process(database));
        await read.StandingAsync(Owner, Here, default);

        await TurnAsync(pressed, scope, on: true);
        await TurnAsync(pressed, scope, on: true);

        (await StandingAsync(read)).Should().Be((here, beside, ofAnother));
        _wall.Advance(TimeSpan.FromDays(30));
        (await StandingAsync(read)).Should().Be((here, beside, ofAnother), "time lifts nothing");
        await TurnAsync(pressed, scope, on: false);
        (await StandingAsync(read)).Should().Be((EntryStops.None, EntryStops.None, EntryStops.None));
        await using var context = database.CreateDbContext();
        (await context.Audit.OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()).Should().BeEquivalentTo([AuditActs.StopSwitchOn, AuditActs.StopSwitchOff], "pressed twice it is one act");
    }

    private static Task TurnAsync(StopSwitchStore switches, StopScope scope, bool on)
    {
        if (scope == StopScope.Platform) return switches.SetPlatformForEveryoneAsync(on, Stranger, "test", default);
        var target = scope == StopScope.User ? Owner.Value : Here.Value;
        return on ? switches.SetAsync(Owner, scope, target, Owner, "test", default) : switches.LiftAsync(Owner, scope, target, Owner, "test", default);
    }

    private static async Task<(EntryStops Here, EntryStops Beside, EntryStops OfAnother)> StandingAsync(StopSwitchStore switches) => (
        await switches.StandingAsync(Owner, Here, default), await switches.StandingAsync(Owner, Beside, default), await switches.StandingAsync(Stranger, Here, default));

    private StopSwitchStore Process(TestDatabase database) => new(database, new AuditPen(_wall), _wall);
}
