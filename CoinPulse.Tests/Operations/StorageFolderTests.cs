using CoinPulse.Core.Operations;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class StorageFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void In_a_clone_the_data_lie_at_its_top()
    {
        File.WriteAllText(_folder.File("CoinPulse.sln"), "");

        var storage = StorageFolder.For(new StorageOptions(), Program("CoinPulse.Web/bin/Debug/net10.0/"));

        storage.Path.Should().Be(_folder.File("data"));
        Directory.Exists(storage.Path).Should().BeTrue();
    }

    [Theory]
    [InlineData("CoinPulse.Web/bin/Release/net10.0/publish/")]
    [InlineData("out/")]
    public void A_published_program_keeps_them_beside_itself_even_within_a_clone(string program)
    {
        File.WriteAllText(_folder.File("CoinPulse.sln"), "");

        StorageFolder.For(new StorageOptions(), Program(program)).Path.Should().Be(Path.Combine(_folder.File(program), "data"));
    }

    [Fact]
    public void Elsewhere_they_lie_beside_the_program() =>
        StorageFolder.For(new StorageOptions(), Program("opt/bin/coinpulse/")).Path.Should().Be(_folder.File("opt/bin/coinpulse/data"));

    [Fact]
    public void A_configured_folder_is_taken_as_it_is() =>
        StorageFolder.For(new StorageOptions { Directory = _folder.File("mine") }, Program("app/")).Path.Should().Be(_folder.File("mine"));

    [Fact]
    public void A_relative_folder_is_beside_the_settings_never_in_the_working_directory() =>
        StorageFolder.For(new StorageOptions { Directory = "mine" }, Program("app/")).Path.Should().Be(_folder.File("app/mine"));

    public void Dispose() => _folder.Dispose();

    private string Program(string folder) => Directory.CreateDirectory(_folder.File(folder)).FullName;
}
