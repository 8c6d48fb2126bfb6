namespace CoinPulse.Core.Accounts;

/// <summary>What an admin has opened or closed. Read from the database each time: another process may have changed it.</summary>
public interface IAccountSwitches
{
    Task<bool> IsSignUpOpenForEveryoneAsync(CancellationToken cancellationToken);

    Task SetSignUpOpenForEveryoneAsync(bool open, UserId admin, string why, DateTimeOffset at, string? address, CancellationToken cancellationToken);
}
