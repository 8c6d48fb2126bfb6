using CoinPulse.Core.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Core.Notifications;

/// <summary>Telling people: notices made of what is on record, and the outbox. Channels are registered by who speaks their language.</summary>
public static class NotificationsRegistration
{
    /// <param name="tells">False for a process that only serves pages.</param>
    public static IServiceCollection AddNotices(this IServiceCollection services, bool tells)
    {
        services.AddSingleton<NoticeNews>();
        services.AddSingleton<Teller>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<IAccountGlances, AccountGlances>();
        services.AddSingleton<DigestWriter>();
        services.AddSingleton<AwayJournal>();
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<AwayJournal>());
        services.AddSingleton<IConditionSource, StuckExits>();
        services.AddSingleton<IConditionSource, DifferingBooks>();
        services.AddSingleton<IConditionSource, FailingJobs>();
        services.AddSingleton<IConditionSource, SilentFeed>();
        services.AddSingleton<IRetained, RetainedNotices>();
        if (tells) services.AddHostedService<NoticeRounds>();
        return services;
    }
}

internal sealed class RetainedNotices(INotices notices) : IRetained
{
    public string What => "notices";

    public bool FollowsMarket => false;

    public int KeptDays(RetentionPeriods periods) => periods.Notices;

    public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken) => notices.ForgetForEveryoneAsync(before, cancellationToken);
}
