using System.Reflection;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Surge.Record;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Core.Trading.Journal;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.House;

/// <summary>One person's rows never appear on another's page: whatever reads or writes rows names the owner first, or says that it is for everyone.</summary>
public sealed class OwnershipTests
{
    /// <summary>What needs neither, and why. An interface, or one method of it.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        [nameof(ICandleStore)] = "prices belong to nobody",
        [nameof(ISurgeRecord)] = "calls are made on prices and belong to nobody",
        [nameof(IJobLease)] = "leases belong to processes",
        [nameof(IEngineSeat)] = "the seat belongs to a process",
        [nameof(IDatabaseState)] = "holds no row of a person",
        [nameof(IBackups)] = "copies everybody's rows together, for admins",
        [nameof(ISeed)] = "makes rows that belong to nobody",
        [$"{nameof(IAuditTrail)}.{nameof(IAuditTrail.WriteAsync)}"] = "the entry names its subject",
    };

    [Fact]
    public void Every_store_method_takes_the_owner_first_or_says_that_it_is_for_everyone() =>
        Stores().SelectMany(Forgetful).Where(name => !Exceptions.ContainsKey(name)).Should().BeEmpty();

    [Fact]
    public void That_rule_would_notice() => Forgetful(typeof(IForgetful)).Should().Equal("IForgetful.AllAsync", "IForgetful.FindAsync");

    [Fact]
    public void Each_exception_is_still_needed()
    {
        var needed = Stores().SelectMany(store => Forgetful(store).Append(store.Name)).ToList();

        Exceptions.Keys.Where(key => !needed.Contains(key)).Should().BeEmpty();
    }

    private static IEnumerable<Type> Stores() => Product.Core.GetTypes().Where(type =>
        type.IsInterface && Product.Data.GetTypes().Any(implementation => implementation.IsClass && implementation.IsAssignableTo(type)));

    private static IEnumerable<string> Forgetful(Type store) => Exceptions.ContainsKey(store.Name)
        ? []
        : Product.MethodsOf(store).Where(method => !IsOwned(method)).Select(method => $"{store.Name}.{method.Name}").Distinct(StringComparer.Ordinal);

    private static bool IsOwned(MethodInfo method) =>
        method.Name.Contains("ForEveryone", StringComparison.Ordinal) || method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(UserId);

    private interface IForgetful
    {
        Task AllAsync();

        Task FindAsync(Guid id, UserId owner);

        Task MineAsync(UserId owner);

        Task AllForEveryoneAsync();
    }
}
