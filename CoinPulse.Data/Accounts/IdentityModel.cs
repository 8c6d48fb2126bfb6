using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Data.Accounts;

/// <summary>
/// The part of Identity's options that shapes the tables. Identity's model reads it from the application's services, so the host, the tools and the tests
/// must all say the same, or a table is missing without a word.
/// </summary>
public static class IdentityModel
{
    public static void Configure(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    internal static IServiceProvider DesignTimeServices() =>
        new ServiceCollection().Configure<IdentityOptions>(Configure).BuildServiceProvider();
}
