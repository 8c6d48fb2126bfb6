using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Data.Trading;

internal sealed class TradingAccountsStore(IDbContextFactory<CoinPulseDbContext> contexts, EngineClock clock, AuditPen pen) : ITradingAccounts
{
    public async Task<TradingAccount> OpenPaperAsync(UserId owner, PriceSource source, CancellationToken cancellationToken)
    {
        if (await PaperAsync(owner, source, cancellationToken) is { } there) return there;
        var now = clock.GetUtcNow();
        var account = new TradingAccount(new AccountId(Guid.CreateVersion7(now)), owner, AccountKind.Paper, source, now);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.Add(account);
            context.AddRange(Ledger.Deposit(owner, account.Id, TradingAccount.PaperCash, $"opening:{account.Id}", now));
            Audit(context, owner, owner, AuditActs.AccountOpened, account.Id, null);
            await context.SaveChangesAsync(cancellationToken);
            return account;
        }
        catch (DbUpdateException fault)
        {
            // Two pages opened it at once: the unique index let one through.
            return await PaperAsync(owner, source, cancellationToken) ?? throw new InvalidOperationException($"No paper account could be opened for {owner}.", fault);
        }
    }

    public async Task<TradingAccount?> OpenLiveAsync(UserId owner, AccountBalances held, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var account = new TradingAccount(new AccountId(Guid.CreateVersion7(at)), owner, AccountKind.Upbit, PriceSource.Upbit, at);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.Add(account);
            context.AddRange(Ledger.Opening(owner, account.Id, held, at));
            Audit(context, owner, owner, AuditActs.AccountOpened, account.Id, null);
            await context.SaveChangesAsync(cancellationToken);
            return account;
        }
        catch (DbUpdateException faster) when (Accounts.UniqueKey.IsTaken(faster))
        {
            return null;
        }
    }

    public async Task GoLiveAsync(UserId owner, StrategySetup setup, RiskSettings limits, LiveTerms terms, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var account = await context.Set<TradingAccount>().SingleAsync(a => a.Id == setup.Account && a.Owner == owner && a.Kind == AccountKind.Upbit && a.ClosedAt == null, cancellationToken);
        account.TurnTrading(true, clock.GetUtcNow());
        await SetAsync(context, owner, setup, cancellationToken);
        await SetAsync(context, owner, account.Id, limits, cancellationToken);
        context.Add(pen.Entry(owner, owner, AuditActs.WentLive, $"account:{account.Id}", null, terms, address));
        await context.SaveChangesAsync(cancellationToken);
        await KeepVersionAsync(setup.Strategy, setup.SettingsJson, cancellationToken);
    }

    public async Task LeaveLiveAsync(UserId owner, AccountId account, string? address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Set<TradingAccount>().SingleAsync(a => a.Id == account && a.Owner == owner, cancellationToken);
        var armed = await context.Set<StrategyRow>().Where(r => r.Owner == owner && r.Account == account && r.Armed).ToListAsync(cancellationToken);
        if (!found.TradingOn && armed.Count == 0) return;
        found.TurnTrading(false, clock.GetUtcNow());
        foreach (var row in armed) (row.Armed, row.ArmedSince) = (false, null);
        context.Add(pen.Entry(owner, owner, AuditActs.BackToPaper, $"account:{account}", null, new { strategies = armed.Select(row => row.Strategy.Value) }, address));
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The person's pocket is not opened by their key any more: its records stay, nothing is traded in it, and it is no longer listed. Saved with what the caller changes.</summary>
    public static async Task CloseLiveAsync(CoinPulseDbContext context, UserId owner, DateTimeOffset now, AuditPen pen, CancellationToken cancellationToken)
    {
        var open = await context.Set<TradingAccount>().SingleOrDefaultAsync(a => a.Owner == owner && a.Kind == AccountKind.Upbit && a.ClosedAt == null, cancellationToken);
        if (open is null) return;
        open.Close(now);
        context.Add(pen.Entry(owner, owner, AuditActs.AccountClosed, $"account:{open.Id}", null, null, null));
    }

    public async Task<TradingAccount?> FindAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TradingAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == account && a.Owner == owner, cancellationToken);
    }

    public async Task<IReadOnlyList<TradingAccount>> OfAsync(UserId owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TradingAccount>().AsNoTracking().Where(a => a.Owner == owner && a.ClosedAt == null).OrderBy(a => a.OpenedAt).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TradingAccount>> OnSourceForEveryoneAsync(PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TradingAccount>().AsNoTracking().Where(a => a.Source == source && a.ClosedAt == null).OrderBy(a => a.OpenedAt).ToListAsync(cancellationToken);
    }

    public async Task ViewAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Set<TradingAccount>().SingleAsync(a => a.Id == account && a.Owner == owner, cancellationToken);
        found.View(clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task TurnTradingAsync(UserId owner, AccountId account, bool on, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Set<TradingAccount>().SingleAsync(a => a.Id == account && a.Owner == owner, cancellationToken);
        if (found.TradingOn == on) return;
        if (on && found.Kind == AccountKind.Upbit) throw new InvalidOperationException($"Account {account} is a pocket: it goes live through the gate.");
        found.TurnTrading(on, clock.GetUtcNow());
        Audit(context, owner, owner, on ? AuditActs.TradingStarted : AuditActs.TradingStopped, account, null);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StrategySetup>> StrategiesAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<StrategyRow>().AsNoTracking().Where(r => r.Owner == owner && r.Account == account).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new StrategySetup(row.Account, row.Strategy, row.SettingsJson, row.Armed, row.WaitsForPerson) { ArmedSince = row.ArmedSince })];
    }

    public async Task SetStrategyAsync(UserId owner, StrategySetup setup, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await SetAsync(context, owner, setup, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await KeepVersionAsync(setup.Strategy, setup.SettingsJson, cancellationToken);
    }

    public async Task HoldStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<StrategyRow>().SingleOrDefaultAsync(r => r.Owner == owner && r.Account == account && r.Strategy == strategy, cancellationToken);
        if (row is null || row.WaitsForPerson) return;
        row.WaitsForPerson = true;
        Audit(context, null, owner, AuditActs.StrategyHeld, account, strategy.Value);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task ReleaseStrategyAsync(UserId owner, AccountId account, StrategyId strategy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<StrategyRow>().SingleOrDefaultAsync(r => r.Owner == owner && r.Account == account && r.Strategy == strategy, cancellationToken);
        if (row is not { WaitsForPerson: true }) return;
        row.WaitsForPerson = false;
        Audit(context, owner, owner, AuditActs.StrategyReleased, account, strategy.Value);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<RiskSettings> RiskAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await context.Set<RiskRow>().Where(r => r.Owner == owner && r.Account == account).Select(r => r.SettingsJson).SingleOrDefaultAsync(cancellationToken);
        if (json is null) return new RiskSettings();

        // A limit that cannot be read is no limit: the account enters nothing until somebody has looked, and its guards go on.
        var read = SettingsJson.Read<RiskSettings>(json);
        return read.Succeeded ? read.Value : throw new InvalidOperationException($"The risk settings of account {account} cannot be read: {string.Join("; ", read.Problems)}.");
    }

    public async Task SetRiskAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await SetAsync(context, owner, account, settings, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task SetAsync(CoinPulseDbContext context, UserId owner, StrategySetup setup, CancellationToken cancellationToken)
    {
        var row = await context.Set<StrategyRow>().SingleOrDefaultAsync(
            r => r.Owner == owner && r.Account == setup.Account && r.Strategy == setup.Strategy, cancellationToken);
        if (row is null) context.Add(row = new StrategyRow { Owner = owner, Account = setup.Account, Strategy = setup.Strategy });
        if (row.Armed != setup.Armed) Audit(context, owner, owner, setup.Armed ? AuditActs.StrategyArmed : AuditActs.StrategyDisarmed, setup.Account, setup.Strategy.Value);
        if (row.SettingsJson != setup.SettingsJson) Audit(context, owner, owner, AuditActs.StrategySettingsChanged, setup.Account, setup.SettingsJson);
        if (row.Armed != setup.Armed || row.SettingsJson != setup.SettingsJson) row.ArmedSince = setup.Armed ? clock.GetUtcNow() : null;
        (row.SettingsJson, row.Armed) = (setup.SettingsJson, setup.Armed);
    }

    private async Task SetAsync(CoinPulseDbContext context, UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken)
    {
        var row = await context.Set<RiskRow>().SingleOrDefaultAsync(r => r.Owner == owner && r.Account == account, cancellationToken);
        if (row is null) context.Add(row = new RiskRow { Owner = owner, Account = account });
        row.SettingsJson = SettingsJson.Write(settings);
        Audit(context, owner, owner, AuditActs.RiskSettingsChanged, account, row.SettingsJson);
    }

    /// <summary>What the nightly replay needs of these settings once they have changed again. Two people may set the same at once: one row is enough.</summary>
    private async Task KeepVersionAsync(StrategyId strategy, string settingsJson, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = SettingsHash.Of(strategy, settingsJson);
        if (await context.Set<SettingsVersion>().AnyAsync(v => v.Hash == hash, cancellationToken)) return;
        context.Add(new SettingsVersion { Hash = hash, Strategy = strategy, SettingsJson = settingsJson });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException refused) when (Accounts.UniqueKey.IsTaken(refused))
        {
            // Somebody set the same a moment before.
        }
    }

    private async Task<TradingAccount?> PaperAsync(UserId owner, PriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<TradingAccount>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Owner == owner && a.Kind == AccountKind.Paper && a.Source == source, cancellationToken);
    }

    private void Audit(CoinPulseDbContext context, UserId? actor, UserId owner, string act, AccountId account, string? details) =>
        context.Add(pen.Entry(actor, owner, act, $"account:{account}", null, details, null));
}
