using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CoinPulse.Core.Money;
using CoinPulse.Data;

namespace CoinPulse.Tests.House;

/// <summary>The product as the house tests see it.</summary>
internal static class Product
{
    public static readonly System.Reflection.Assembly Core = typeof(Krw).Assembly;
    public static readonly System.Reflection.Assembly Data = typeof(CoinPulseDbContext).Assembly;
    public static readonly System.Reflection.Assembly Web = typeof(Program).Assembly;

    private static readonly Lazy<Architecture> Loaded = new(() => new ArchLoader().LoadAssemblies(Core, Data, Web).Build());

    /// <summary>Every type of the product with what it names, the bodies of its asynchronous methods included. Program, which names everything, is none of them.</summary>
    public static IEnumerable<IType> Types => Loaded.Value.Types.Where(type => type.FullName.StartsWith("CoinPulse.", StringComparison.Ordinal));

    /// <summary>"A names B" for every type of <paramref name="from"/> that names a forbidden type.</summary>
    public static IReadOnlyList<string> Namings(IEnumerable<IType> from, Func<string, bool> isForbidden) =>
        [.. from.SelectMany(type => type.Dependencies.Select(dependency => dependency.Target.FullName).Where(isForbidden).Select(name => $"{type.FullName} names {name}"))
            .Distinct(StringComparer.Ordinal)];

    public static bool Within(this IType type, string @namespace) => IsWithin(type.FullName, @namespace);

    public static bool IsWithin(string fullName, string @namespace) => fullName.StartsWith(@namespace + ".", StringComparison.Ordinal);

    /// <summary>The methods of an interface, those it inherits included.</summary>
    public static IEnumerable<MethodInfo> MethodsOf(System.Type @interface) =>
        @interface.GetInterfaces().Append(@interface).SelectMany(one => one.GetMethods()).Where(method => !method.IsSpecialName && !method.IsStatic);
}
