using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>Markets in which the engine holds coins with the key of an account; asked before the key goes.</summary>
public interface IKeyHoldings
{
    Task<IReadOnlyList<MarketCode>> OpenMarketsAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>The account of the owner's last key is out of reach for good: its books are closed.</summary>
    Task CloseAsync(UserId owner, CancellationToken cancellationToken);
}

/// <summary>Takes keys in, changes and removes them. What it refuses it says in sentences; a key that it refuses is kept nowhere.</summary>
public sealed class KeyDesk(IKeyVault vault, IKeyProbe probe, IKeyHoldings holdings, IOptions<ServerOptions> server, IAuditTrail audit, AuditPen pen, TimeProvider wall)
{
    /// <summary>A person's key, or their new one. An old one is asked about as well before the switch, so that what it opened is known to be opened by the new one.</summary>
    /// <param name="withdrawalAccepted">Said in words; counts only where the answer is unknown.</param>
    public async Task<Result<StoredKey>> PutAsync(UserId owner, ExchangeKey key, bool withdrawalAccepted, string? address, CancellationToken cancellationToken)
    {
        var (access, secret) = key.Reveal();
        if (access.Length is < 20 or > 100 || secret.Length is < 20 or > 100) return Problem.Of(KeyProblems.Form);

        var now = wall.GetUtcNow();
        var findings = await probe.ProbeAsync(key, cancellationToken);
        var problems = KeyRules.Check(findings, withdrawalAccepted, server.Value.Addresses, now);
        var isBound = problems.Count == 0 && (await holdings.OpenMarketsAsync(owner, cancellationToken)).Count > 0;
        if (isBound && await OtherPocketAsync(owner, findings, cancellationToken) is { } other) problems = [other];
        if (problems.Count > 0)
        {
            await audit.WriteAsync(pen.Own(owner, AuditActs.KeyRefused, address, new { problems = problems.Select(problem => problem.Code) }), cancellationToken);
            return Result<StoredKey>.Refused(problems);
        }

        var stored = new StoredKey(new KeyId(Guid.CreateVersion7(now)), owner, findings, withdrawalAccepted, now);
        var answer = await vault.PutAsync(owner, stored, key, findings.Family!, isBound, address, cancellationToken);
        if (answer == VaultAnswer.KeptForAnother) await holdings.CloseAsync(owner, CancellationToken.None);
        return answer switch
        {
            VaultAnswer.Kept or VaultAnswer.KeptForAnother => Result<StoredKey>.Of(stored),
            VaultAnswer.OpensAnother => Problem.Of(KeyProblems.OtherAccount),
            VaultAnswer.BelongsElsewhere => Problem.Of(KeyProblems.BelongsElsewhere),
            VaultAnswer.Unprotected => Problem.Of(KeyProblems.VaultUnprotected),
        };
    }

    /// <summary>Removes a key. While coins are held with it, that nobody can sell any more without it, their markets have to be typed.</summary>
    /// <param name="typed">The markets by name, in any order, apart by commas or spaces.</param>
    public async Task<Result<Done>> RemoveAsync(UserId owner, KeyId key, string? typed, string? address, CancellationToken cancellationToken)
    {
        var open = (await holdings.OpenMarketsAsync(owner, cancellationToken)).Select(market => market.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = (typed ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!open.SetEquals(named)) return Problem.Of(KeyProblems.NameWhatIsHeld, string.Join(", ", open.Order(StringComparer.Ordinal)));

        var why = open.Count > 0 ? string.Join(", ", open.Order(StringComparer.Ordinal)) : null;
        if (!await vault.RemoveAsync(owner, key, remembersAccount: open.Count > 0, why, address, cancellationToken)) return Problem.Of(KeyProblems.Gone);
        if (open.Count == 0) await holdings.CloseAsync(owner, CancellationToken.None);
        return Done.Result;
    }

    /// <summary>Asks the exchange anew about a person's key and gives the warning that is due.</summary>
    /// <returns>Null when there is no key, or it cannot be opened.</returns>
    public async Task<KeyFindings?> CheckAsync(StoredKey stored, CancellationToken cancellationToken)
    {
        if (await vault.OpenAsync(stored.Owner, "check", cancellationToken) is not { } key) return null;
        var findings = await probe.ProbeAsync(key, cancellationToken);
        var now = wall.GetUtcNow();
        var warning = KeyRules.WarningDue(findings.ExpiresAt ?? stored.ExpiresAt, stored.WarnedDays, now);
        await vault.NoteAsync(
            stored.Owner,
            stored.Id,
            known =>
            {
                known.Look(findings, now);
                if (warning is { } days) known.Warned(days);
            },
            warning is not null ? AuditActs.KeyEndsSoon : findings.Fault is { IsPassing: false } && stored.Trouble is null ? AuditActs.KeyBroken : null,
            cancellationToken);
        return findings;
    }

    /// <summary>
    /// While coins are held, the new key must open the same account at the exchange as the old one does: else nobody could sell them. Both are asked; doubt is refused.
    /// </summary>
    private async Task<Problem?> OtherPocketAsync(UserId owner, KeyFindings found, CancellationToken cancellationToken)
    {
        if (await vault.OpenAsync(owner, "replace", cancellationToken) is not { } last) return null;
        var old = await probe.ProbeAsync(last, cancellationToken);
        return found.Family!.Contains(last.Reveal().Access, StringComparer.Ordinal) || old.Family?.Intersect(found.Family!, StringComparer.Ordinal).Any() == true
            ? null
            : Problem.Of(KeyProblems.OtherAccount);
    }
}

/// <summary>The daily look at every key: whether it still opens, and how long it will.</summary>
internal sealed class KeyCheckWork(IKeyVault vault, KeyDesk desk) : IJobWork
{
    public string Name => JobNames.KeyCheck;

    public async Task<JobReport> RunAsync(DateTimeOffset engineNow, CancellationToken cancellationToken)
    {
        var keys = await vault.AllForEveryoneAsync(cancellationToken);
        var (working, broken, unknown) = (0, 0, 0);
        foreach (var key in keys)
        {
            var findings = await desk.CheckAsync(key, cancellationToken);
            if (findings is null or { Fault.IsPassing: true }) unknown++;
            else if (findings.Fault is null) working++;
            else broken++;
        }

        return JobReport.Of(("keys", keys.Count), ("working", working), ("broken", broken), ("unknown", unknown));
    }
}
