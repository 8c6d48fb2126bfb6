using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>What a person has typed to have a key taken in spite of a doubt. Each counts only where there is that doubt.</summary>
/// <param name="WithdrawalAccepted">They said in words that it may be able to withdraw.</param>
/// <param name="Markets">The markets whose coins are held, by name: they say that this key opens their pocket.</param>
public sealed record KeyWords(bool WithdrawalAccepted = false, string? Markets = null);

/// <summary>Takes keys in, changes and removes them. What it refuses it says in sentences; a key that it refuses is kept nowhere.</summary>
public sealed class KeyDesk(IKeyVault vault, IKeyProbe probe, IKeyHoldings holdings, IOptions<ServerOptions> server, IAuditTrail audit, AuditPen pen, TimeProvider wall)
{
    private readonly PocketComparison _pockets = new(probe);

    /// <summary>A person's key, or their new one. An old one is asked about as well before the switch, so that what it opened is known to be opened by the new one.</summary>
    public async Task<Result<StoredKey>> PutAsync(UserId owner, ExchangeKey key, KeyWords words, string? address, CancellationToken cancellationToken)
    {
        var (access, secret) = key.Reveal();
        if (access.Length is < 20 or > 100 || secret.Length is < 20 or > 100) return Problem.Of(KeyProblems.Form);

        var now = wall.GetUtcNow();
        var findings = await probe.ProbeAsync(key, cancellationToken);
        var problems = KeyRules.Check(findings, words.WithdrawalAccepted, server.Value.Addresses, now);
        var books = BooksOfPocket.ByAccount;
        if (problems.Count == 0 && await ReplaceAsync(owner, key, findings, words, cancellationToken) is var replacing)
        {
            if (replacing.Succeeded) books = replacing.Value;
            else problems = replacing.Problems;
        }

        if (problems.Count > 0) return await RefuseAsync(owner, problems, address, cancellationToken);

        var stored = new StoredKey(new KeyId(Guid.CreateVersion7(now)), owner, findings, words.WithdrawalAccepted, now);
        return await vault.PutAsync(owner, stored, key, findings.Family!, books, address, cancellationToken) switch
        {
            VaultAnswer.Kept or VaultAnswer.KeptForAnother => Result<StoredKey>.Of(stored),
            VaultAnswer.OpensAnother => await RefuseAsync(owner, [Problem.Of(KeyProblems.OtherAccount)], address, cancellationToken),
            VaultAnswer.BelongsElsewhere => await RefuseAsync(owner, [Problem.Of(KeyProblems.BelongsElsewhere)], address, cancellationToken),
            VaultAnswer.Unprotected => await RefuseAsync(owner, [Problem.Of(KeyProblems.VaultUnprotected)], address, cancellationToken),
        };
    }

    /// <summary>Removes a key. While coins are held with it, that nobody can sell any more without it, their markets have to be typed.</summary>
    /// <param name="typed">The markets by name, in any order, apart by commas or spaces.</param>
    public async Task<Result<Done>> RemoveAsync(UserId owner, KeyId key, string? typed, string? address, CancellationToken cancellationToken)
    {
        var traces = await holdings.TracesAsync(owner, cancellationToken);
        if (!traces.AreNamedIn(typed)) return Problem.Of(KeyProblems.NameWhatIsHeld, traces.Names);
        return await vault.RemoveAsync(owner, key, remembersAccount: traces.IsHeld, traces.IsHeld ? traces.Names : null, address, cancellationToken)
            ? Done.Result
            : Problem.Of(KeyProblems.Gone);
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
    /// What a new key means for what is there. While coins are held it must open their pocket: else nobody could sell them. Both keys are asked; what stays doubtful is taken only
    /// for a key of the same account, and against the markets typed.
    /// </summary>
    private async Task<Result<BooksOfPocket>> ReplaceAsync(UserId owner, ExchangeKey key, KeyFindings found, KeyWords words, CancellationToken cancellationToken)
    {
        var traces = await holdings.TracesAsync(owner, cancellationToken);
        var last = await vault.OpenAsync(owner, "replace", cancellationToken);
        var old = last is null ? null : await probe.ProbeAsync(last, cancellationToken);
        var pocket = await _pockets.CompareAsync(traces, key, found, old is { Fault: null } ? last : null, cancellationToken);
        return pocket switch
        {
            SamePocket.Proven => Result<BooksOfPocket>.Of(BooksOfPocket.GoOn),
            SamePocket.NotAnswered => Problem.Of(KeyProblems.PocketNotAnswered),
            SamePocket.Refuted when traces.IsHeld => Problem.Of(KeyProblems.OtherPocket, traces.Names),
            SamePocket.Refuted => Result<BooksOfPocket>.Of(BooksOfPocket.Close),
            SamePocket.Doubtful when !traces.IsHeld => Result<BooksOfPocket>.Of(BooksOfPocket.ByAccount),
            SamePocket.Doubtful when last is not null && !AreRelated(found, last, old!) => Problem.Of(KeyProblems.OtherAccount),
            SamePocket.Doubtful when !traces.AreNamedIn(words.Markets) => Problem.Of(KeyProblems.PocketDoubtful, traces.Names),
            SamePocket.Doubtful => Result<BooksOfPocket>.Of(BooksOfPocket.GoOnOrRefuse),
        };
    }

    private async Task<Result<StoredKey>> RefuseAsync(UserId owner, IReadOnlyList<Problem> problems, string? address, CancellationToken cancellationToken)
    {
        await audit.WriteAsync(pen.Own(owner, AuditActs.KeyRefused, address, new { problems = problems.Select(problem => problem.Code) }), cancellationToken);
        return Result<StoredKey>.Refused(problems);
    }

    /// <summary>Both are keys of one account at the exchange, by what either list of keys names.</summary>
    private static bool AreRelated(KeyFindings found, ExchangeKey last, KeyFindings old) =>
        found.Family!.Contains(last.Reveal().Access, StringComparer.Ordinal) || old.Family?.Intersect(found.Family!, StringComparer.Ordinal).Any() == true;
}
