using System.Text;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Tests.Support;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Reserve;

public sealed class ReserveFileTests : IDisposable
{
    private const int Size = 64 * 1024;

    private readonly TestFolder _folder = new();

    private string Path => _folder.File("reserve.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_read_at_the_next_start_in_its_order()
    {
        Write("one", "two", "three");

        Read().Should().Equal("one", "two", "three");
    }

    [Fact]
    public void It_has_its_whole_size_from_the_first_day()
    {
        Write();

        new FileInfo(Path).Length.Should().Be(Size);
    }

    [Fact]
    public void Cleared_it_is_empty_and_what_comes_after_is_read_without_what_was_before()
    {
        Write("a long record that reaches further than the next one", "another");
        using (var file = ReserveFile.Open(Path, Size).File)
        {
            file.Clear();
            file.TryAppend(Encoding.UTF8.GetBytes("new"));
        }

        Read().Should().Equal("new");
    }

    [Fact]
    public void A_record_that_was_cut_off_anywhere_is_known_by_its_checksum_and_those_before_it_are_whole() => Gen.Int[0, 31].Sample(
        cutAfter =>
        {
            File.Delete(Path);
            Write("whole");
            var end = 16 + 8 + "whole".Length;
            Write("the record that the power cut");
            using (var raw = File.OpenWrite(Path))
            {
                raw.Position = end + 5 + cutAfter;   // at least its length is on the disk
                raw.Write(new byte[64]);
            }

            var (file, records) = ReserveFile.Open(Path, Size);
            using (file)
            {
                records.Select(Encoding.UTF8.GetString).Should().Equal("whole");
                file.EndsTorn.Should().BeTrue();
                file.TryAppend(Encoding.UTF8.GetBytes("next")).Should().BeTrue();
            }

            Read().Should().Equal("whole", "next");
        },
        iter: 32,
        threads: 1);

    [Fact]
    public void Full_it_says_so_and_keeps_what_it_has()
    {
        using (var file = ReserveFile.Open(Path, Size).File)
        {
            file.TryAppend(new byte[Size / 2]).Should().BeTrue();
            file.TryAppend(new byte[Size / 2]).Should().BeFalse();
        }

        Read().Should().ContainSingle();
    }

    [Fact]
    public void One_process_holds_it_at_a_time()
    {
        using var mine = ReserveFile.Open(Path, Size).File;

        FluentActions.Invoking(() => ReserveFile.Open(Path, Size)).Should().Throw<IOException>();
    }

    private void Write(params string[] records)
    {
        using var file = ReserveFile.Open(Path, Size).File;
        foreach (var record in records) file.TryAppend(Encoding.UTF8.GetBytes(record)).Should().BeTrue();
    }

    private IEnumerable<string> Read()
    {
        var (file, records) = ReserveFile.Open(Path, Size);
        file.Dispose();
        return records.Select(Encoding.UTF8.GetString);
    }
}
