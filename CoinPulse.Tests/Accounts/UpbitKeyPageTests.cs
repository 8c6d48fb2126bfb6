using System.Net;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Web.Accounts;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Accounts;

/// <summary>A key is given through the page: refused in a sentence, kept, looked at, removed. Upbit is what the test says.</summary>
public sealed class UpbitKeyPageTests : IAsyncLifetime, IDisposable
{
    private const string Path = AccountPaths.UpbitKey;

    private static readonly string Access = new('a', 40);
    private static readonly string Secret = new('s', 40);

    private readonly Probe _upbit = new();
    private readonly AccountsApp _app;
    private readonly Visitor _owner;
    private UserId _id;

    public UpbitKeyPageTests()
    {
        _app = new AccountsApp(services => services.AddSingleton<IKeyProbe>(_upbit));
        _owner = _app.Visitor();
    }

    public async Task InitializeAsync()
    {
        _id = await _app.WithAdminAsync();
        await _owner.SignInAsync("admin@example.com");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task What_is_no_key_is_refused_in_a_sentence_and_nothing_is_asked()
    {
        (await GiveAsync("short", "x")).Should().Contain(Texts("Problem_KeyForm"));

        _upbit.Asked.Should().Be(0);
    }

    [Fact]
    public async Task A_key_that_can_withdraw_is_not_taken()
    {
        _upbit.Says = _upbit.Says with { Withdraws = KeyMay.Yes };

        (await GiveAsync(Access, Secret)).Should().Contain(Texts("Problem_KeyCanWithdraw"));
    }

    [Fact]
    public async Task In_doubt_it_asks_for_words_and_takes_the_key_with_them()
    {
        _upbit.Says = _upbit.Says with { Withdraws = KeyMay.Unknown };
        (await GiveAsync(Access, Secret)).Should().Contain(Texts("Problem_KeyWithdrawalUnknown")).And.Contain("id=\"words\"");

        (await GiveAsync(Access, Secret, ("Form.Words", Texts("UpbitKeySentence")))).Should().Contain(Texts("UpbitKeyEntered"));
    }

    [Fact]
    public async Task A_good_key_is_kept_shown_without_itself_looked_at_and_removed()
    {
        var page = await GiveAsync(Access, Secret);
        page.Should().Contain(Texts("UpbitKeyEntered")).And.Contain(Texts("UpbitKeyWorks")).And.NotContain(Access).And.NotContain(Secret);

        (await ActAsync("check")).Should().Contain(Texts("UpbitKeyChecked"));
        (await ActAsync("remove")).Should().Contain(Texts("UpbitKeyRemoved"));
        (await _app.Get<IKeyVault>().FindAsync(_id, default)).Should().BeNull();
    }

    private async Task<string> GiveAsync(string access, string secret, params (string Name, string Value)[] more) =>
        await ReadAsync(await _owner.FillAsync(Path, "key", [("Form.Access", access), ("Form.Secret", secret), .. more]));

    private async Task<string> ActAsync(string act) => await ReadAsync(await _owner.FillAsync(Path, "standing", ("Act", act)));

    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string Texts(string key) => AccountsText.ResourceManager.GetString(key, System.Globalization.CultureInfo.GetCultureInfo("ko"))!;

    private sealed class Probe : IKeyProbe
    {
        public int Asked { get; private set; }

        public KeyFindings Says { get; set; } = new(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)) { Family = [Access] };

        public Task<KeyFindings> ProbeAsync(ExchangeKey key, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Says);
        }

        public Task<KeyMay> FindsAsync(ExchangeKey key, ExchangeOrderId order, CancellationToken cancellationToken) => Task.FromResult(KeyMay.No);
    }
}
