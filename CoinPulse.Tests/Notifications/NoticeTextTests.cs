using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Web.Notifications;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Notifications;

public sealed class NoticeTextTests
{
    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void An_act_that_is_named_in_a_notice_has_words_for_it(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var named = AuditTelling.Acts.Where(act => Told(act) is { } notice && Text($"Title_{notice.Kind}")!.Contains("{act}", StringComparison.Ordinal)).ToList();

        named.Should().Contain(AuditActs.WentLive);
        named.Where(act => Text($"Act_{act.Replace('.', '_')}") is null).Should().BeEmpty();

        string? Text(string key) => NotificationsText.ResourceManager.GetString(key, culture);
    }

    private static Notice? Told(string act) => AuditTelling.Of(new AuditPen(TimeProvider.System).Entry(null, default, act, null, null, null, null), default(UserId), null);
}
