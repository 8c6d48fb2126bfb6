using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Trading.Journal;

public sealed class EngineLeaseTests
{
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Its_own_deadline_is_counted_from_before_the_request()
    {
        // The answer takes three seconds: the lease may have begun at any moment of them.
        using var lease = Lease(new Scripted { BeforeAnswer = () => _wall.Advance(TimeSpan.FromSeconds(3)) });
        await lease.RenewAsync(default);

        _wall.Advance(TimeSpan.FromSeconds(4.9));
        lease.Proof.Should().NotBeNull();
        _wall.Advance(TimeSpan.FromSeconds(0.1));
        lease.Proof.Should().BeNull("eight seconds after the request it may not be sure any more");
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_deadline_gives_no_proof()
    {
        using var lease = Lease(new Scripted { BeforeAnswer = () => _wall.Advance(TimeSpan.FromSeconds(8)) });

        await lease.RenewAsync(default);

        lease.Proof.Should().BeNull();
    }

    [Fact]
    public async Task A_renewal_that_fails_neither_shortens_nor_lengthens_it()
    {
        var leases = new Scripted();
        using var lease = Lease(leases);
        await lease.RenewAsync(default);
        leases.IsAway = true;

        _wall.Advance(TimeSpan.FromSeconds(7.9));
        await lease.RenewAsync(default);

        lease.Proof.Should().NotBeNull();
        _wall.Advance(TimeSpan.FromSeconds(0.1));
        lease.Proof.Should().BeNull();
    }

    [Fact]
    public async Task A_lease_that_another_holds_gives_no_proof_at_once()
    {
        var leases = new Scripted();
        using var lease = Lease(leases);
        await lease.RenewAsync(default);
        leases.IsTakenByAnother = true;

        await lease.RenewAsync(default);

        lease.Proof.Should().BeNull();
    }

    [Theory, EveryDatabase]
    public async Task The_fence_grows_at_every_change_of_holder_and_at_no_renewal(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var fences = new List<long>();
        for (var holder = 0; holder < 3; holder++)
        {
            using var lease = Lease(new JobLease(database, _wall));
            await lease.RenewAsync(default);
            var first = lease.Proof!.Fence;
            await lease.RenewAsync(default);
            lease.Proof!.Fence.Should().Be(first);
            fences.Add(first);
            await lease.StopAsync(default);
        }

        fences.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Theory, EveryDatabase]
    public async Task A_stop_frees_it_at_once(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        using var first = Lease(new JobLease(database, _wall));
        using var second = Lease(new JobLease(database, _wall));
        await first.RenewAsync(default);
        var proof = first.Proof!;
        await second.RenewAsync(default);
        second.Proof.Should().BeNull();

        await first.StopAsync(default);
        await second.RenewAsync(default);

        (first.Proof, second.Proof!.Fence > proof.Fence).Should().Be((null, true));
        (await new JobLease(database, _wall).HoldsAsync(proof, default)).Should().BeFalse();
    }

    private EngineLease Lease(IJobLease leases) =>
        new(leases, new EmptyBook(), new LeaseInHand(), _wall, new SystemStartup(), NullLogger<EngineLease>.Instance);

    private sealed class Scripted : IJobLease
    {
        public Action BeforeAnswer { get; init; } = () => { };

        public bool IsAway { get; set; }

        public bool IsTakenByAnother { get; set; }

        public Task<LeaseProof?> TryTakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken)
        {
            BeforeAnswer();
            if (IsAway) return Task.FromException<LeaseProof?>(new IOException("The database is away."));
            return Task.FromResult(IsTakenByAnother ? null : new LeaseProof(name, holder, 1));
        }

        public Task ReleaseAsync(LeaseProof proof, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> HoldsAsync(LeaseProof proof, CancellationToken cancellationToken) => Task.FromResult(!IsTakenByAnother);
    }

    private sealed class EmptyBook : ILeaseBook
    {
        public Task<IReadOnlyList<LeaseState>> LeasesForEveryoneAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LeaseState>>([]);
    }
}
