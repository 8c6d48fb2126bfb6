using System.Reflection;
using System.Text.Json;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Operations.Logs;
using FluentAssertions;
using Serilog;
using Xunit;

namespace CoinPulse.Tests.House;

public sealed class SecretTests : IDisposable
{
    private const string Secret = "s3cret-s3cret-s3cret-s3cret-s3cret";

    private readonly TestFolder _folder = new();

    public static TheoryData<Type> SecretTypes => new(Types().Append(typeof(SampleSecret)));

    [Theory]
    [MemberData(nameof(SecretTypes))]
    public void A_secret_type_shows_nothing_of_itself(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(one => one.GetParameters() is { Length: > 0 } parameters && parameters.All(parameter => parameter.ParameterType == typeof(string)));
        constructor.Should().NotBeNull($"{type} is made of text, so that this test can make one");

        var made = constructor!.Invoke([.. constructor.GetParameters().Select(_ => (object)Secret)]);

        made.ToString().Should().NotContain(Secret).And.NotBe(type.ToString());
        JsonSerializer.Serialize(made).Should().NotContain(Secret);
    }

    [Fact]
    public void What_is_named_like_a_secret_is_marked_as_one()
    {
        string[] words = ["ExchangeKey", "AccessKey", "SecretKey", "BillingKey", "ApiKey", "Password"];

        Product.Core.GetExportedTypes()
            .Where(type => type is { IsInterface: false, IsEnum: false } && !(type.IsAbstract && type.IsSealed) && words.Any(word => type.Name.StartsWith(word, StringComparison.Ordinal)))
            .Where(type => !type.IsAssignableTo(typeof(ISecret))).Should().BeEmpty();
    }

    [Fact]
    public async Task The_log_writes_neither_secret_types_nor_properties_with_telling_names()
    {
        var storage = StorageFolder.For(new StorageOptions { Directory = _folder.Path }, AppContext.BaseDirectory);
        var configuration = new LoggerConfiguration();
        LogRegistration.Configure(configuration, new LogOptions(), storage);
        await using (var log = configuration.CreateLogger())
        {
            log.Information("As text {Key}", new SampleSecret(Secret));
            log.Information("Whole {@Key}", new SampleSecret(Secret));
            log.Information("Within {@Form}", new { Name = "kim", Password = Secret, Inner = new { AccessKey = Secret, Key = new SampleSecret(Secret) } });
        }

        var written = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(_folder.Path, "logs")).Single());
        written.Should().Contain("kim").And.Contain("***").And.NotContain(Secret);
    }

    [Fact]
    public async Task A_one_time_token_in_an_address_does_not_reach_the_log()
    {
        await using var app = new CoinPulseApp(null, ("Logs:Level", "Debug"));
        using var client = app.CreateClient();

        await client.GetAsync($"/setup?token={Secret}");

        string written;
        await using (var file = new FileStream(
            Directory.GetFiles(Path.Combine(app.DataFolder, "logs")).Single(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        using (var reader = new StreamReader(file))
        {
            written = await reader.ReadToEndAsync();
        }

        written.Should().Contain("/setup", "the request itself is logged").And.NotContain(Secret);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<Type> Types() => new[] { Product.Core, Product.Data, Product.Web }.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsAssignableTo(typeof(ISecret)) && !type.IsInterface && !type.IsAbstract);

    /// <summary>Stands for the secret types to come, so that the rule is never without a case.</summary>
    private sealed class SampleSecret(string value) : ISecret
    {
        public override string ToString() => value.Length > 0 ? "***" : "";
    }
}
