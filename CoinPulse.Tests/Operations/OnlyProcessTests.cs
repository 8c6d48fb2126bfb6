using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Operations;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class OnlyProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _wall = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(3) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_in_words()
    {
        using var first = new OnlyProcess(Sqlite(), _wall);
        using var second = new OnlyProcess(Sqlite(), _wall);
        await first.StartAsync(default);

        var start = StartAsync(second);

        (await start.Should().ThrowAsync<StartupRefusedException>()).Which.Message.Should().Contain(_folder.File("coins.db")).And.Contain("Storage__Directory");
    }

    [Fact]
    public async Task The_next_one_starts_when_the_first_has_ended()
    {
        using (var first = new OnlyProcess(Sqlite(), _wall)) await first.StartAsync(default);
        using var next = new OnlyProcess(Sqlite(), _wall);

        var start = StartAsync(next);

        await start.Should().NotThrowAsync();
    }

    [Fact]
    public async Task Processes_on_one_postgresql_share_it()
    {
        var server = new State("PostgreSQL", "db.example.com/coinpulse");
        using var first = new OnlyProcess(server, _wall);
        using var second = new OnlyProcess(server, _wall);

        await first.StartAsync(default);
        var start = StartAsync(second);

        await start.Should().NotThrowAsync();
    }

    private State Sqlite() => new("SQLite", _folder.File("coins.db"));

    private Func<Task> StartAsync(OnlyProcess process) => async () =>
    {
        var starting = process.StartAsync(default);
        while (!starting.IsCompleted)
        {
            _wall.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await starting;
    };

    private sealed record State(string Provider, string Location) : IDatabaseState
    {
        public bool FellBack => false;

        public Task<StorageTrouble> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(StorageTrouble.None);
    }
}
