using System.Reflection;
using CoinPulse.Core.Trading.Strategies;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.House;

/// <summary>The directions of docs/decisions/0001 and the fences of ARCHITECTURE.md.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void Core_references_the_platform_and_the_abstractions_of_extensions_alone() => Strangers(Product.Core).Should().BeEmpty();

    [Fact]
    public void That_rule_would_notice() => Strangers(Product.Data).Should().Contain("Microsoft.EntityFrameworkCore").And.Contain("CoinPulse.Core");

    [Fact]
    public void Data_knows_nothing_of_the_web() =>
        Product.Data.GetReferencedAssemblies().Select(assembly => assembly.Name).Should().NotContain(["CoinPulse.Web", "MudBlazor", "Coravel", "Serilog"]);

    [Fact]
    public void Web_names_data_in_program_and_in_accounts_alone() =>
        Product.Namings(WebOutsideAccounts(), name => Product.IsWithin(name, "CoinPulse.Data")).Should().BeEmpty();

    [Fact]
    public void That_rule_would_notice_too() =>
        Product.Namings(Product.Types.Where(type => type.Within("CoinPulse.Web.Accounts")), name => Product.IsWithin(name, "CoinPulse.Data")).Should().NotBeEmpty();

    [Fact]
    public void Strategies_rules_and_decisions_neither_wait_nor_look_at_a_clock()
    {
        var pure = Product.Types.Where(type => type.Within("CoinPulse.Core") && IsPure(type.FullName));

        Product.Namings(pure, IsTaskOrClock).Should().BeEmpty();
    }

    [Fact]
    public void A_type_that_waits_would_be_noticed() =>
        Product.Namings(Product.Types.Where(type => type.FullName == typeof(Core.Operations.JobRunner).FullName), IsTaskOrClock).Should().NotBeEmpty();

    [Theory]
    [InlineData("CoinPulse.Core.Exchanges.Upbit")]
    [InlineData("CoinPulse.Core.Billing.Toss")]
    public void Adapters_are_named_by_nobody_but_themselves_and_the_composition(string adapter) => Product.Namings(
        Product.Types.Where(type => !type.Within(adapter) && !Product.IsWithin(type.FullName, adapter.Replace("Core", "Web", StringComparison.Ordinal))),
        name => Product.IsWithin(name, adapter)).Should().BeEmpty();

    [Fact]
    public void What_decides_reads_no_cache() => Product.Namings(
        Product.Types.Where(type => (type.Within("CoinPulse.Core") && !type.Within("CoinPulse.Core.Markets")) || type.Within("CoinPulse.Data")),
        IsCache).Should().BeEmpty();

    [Fact]
    public void A_page_may_and_would_be_noticed() => Product.Namings(Product.Types.Where(type => type.Within("CoinPulse.Web.Markets")), IsCache).Should().NotBeEmpty();

    [Fact]
    public void The_two_databases_are_told_apart_in_their_folder_and_at_the_start_alone() => Product.Namings(
        Product.Types.Where(type => !type.Within("CoinPulse.Data.Providers") && !type.Within("CoinPulse.Data.Migrations")
            && !type.Within("CoinPulse.Data.Operations.Start") && !type.Within("CoinPulse.Data.Markets")),
        name => Product.IsWithin(name, "CoinPulse.Data.Providers.Sqlite") || Product.IsWithin(name, "CoinPulse.Data.Providers.PostgreSql")).Should().BeEmpty();

    [Fact]
    public void Queries_do_not_leave_data()
    {
        var leaks = Product.Data.GetExportedTypes()
            .Where(type => !type.IsAssignableTo(typeof(Microsoft.EntityFrameworkCore.DbContext)))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Concat(Product.Core.GetTypes().Where(type => type.IsInterface).SelectMany(Product.MethodsOf))
            .Where(method => Unwrapped(method.ReturnType).IsAssignableTo(typeof(IQueryable)));

        leaks.Select(method => $"{method.DeclaringType}.{method.Name}").Should().BeEmpty();
    }

    private static IEnumerable<ArchUnitNET.Domain.IType> WebOutsideAccounts() =>
        Product.Types.Where(type => type.Within("CoinPulse.Web") && !type.Within("CoinPulse.Web.Accounts"));

    private static bool IsCache(string name) => Product.IsWithin(name, "CoinPulse.Core.Markets.Cached") || Product.IsWithin(name, "Microsoft.Extensions.Caching");

    private static IEnumerable<string> Strangers(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name != "netstandard");

    private static bool IsTaskOrClock(string name) =>
        name.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal) || name is "System.TimeProvider" or "CoinPulse.Core.Time.EngineClock";

    private static bool IsPure(string fullName)
    {
        var type = Product.Core.GetType(fullName.Replace('/', '+'));
        if (type is null || (type.IsInterface && type != typeof(IStrategy))) return false;
        return type.IsAssignableTo(typeof(IStrategy)) || type.Name.EndsWith("Rules", StringComparison.Ordinal) || type.Name.EndsWith("Decision", StringComparison.Ordinal);
    }

    private static Type Unwrapped(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)) ? type.GetGenericArguments()[0] : type;
}
