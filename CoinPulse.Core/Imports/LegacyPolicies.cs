using System.Text.Json;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Imports;

/// <summary>
/// Names the earlier product's policies by coin. No engine ever followed them, and a strategy here is set for an account and not for a coin: they are kept word for
/// word with the file and turn nothing on.
/// </summary>
internal sealed class LegacyPolicies(List<ImportNote> notes)
{
    public void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("coin_policies", out var policies) || policies.ValueKind != JsonValueKind.Object)
        {
            notes.Add(ImportNote.Dropped(LegacyFile.Policies, null, ImportNotes.FileShape, "{coin_policies: {…}}"));
            return;
        }

        var off = new List<string>();
        foreach (var policy in policies.EnumerateObject())
        {
            if (policy.Name is "KRW-KRW" or "KRW-TOTAL" || !MarketCode.TryParse(policy.Name, out _)) notes.Add(ImportNote.Dropped(LegacyFile.Policies, policy.Name, ImportNotes.NoMarket, policy.Name));
            else if (policy.Value.ValueKind != JsonValueKind.Object) notes.Add(ImportNote.Dropped(LegacyFile.Policies, policy.Name, ImportNotes.EntryShape));
            else if (policy.Value.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.True) notes.Add(ImportNote.Dropped(LegacyFile.Policies, policy.Name, ImportNotes.PolicyNotCarried, Said(policy.Value)));
            else off.Add(policy.Name);
        }

        if (off.Count > 0) notes.Add(ImportNote.Note(LegacyFile.Policies, null, ImportNotes.PoliciesOff, string.Join(", ", off)));
        if (root.TryGetProperty("global_settings", out var global)) notes.Add(ImportNote.Dropped(LegacyFile.Policies, "global_settings", ImportNotes.PolicyNotCarried, Said(global)));
        if (root.TryGetProperty("auto_trading_enabled", out var on) && on.ValueKind == JsonValueKind.True) notes.Add(ImportNote.Note(LegacyFile.Policies, "auto_trading_enabled", ImportNotes.StaysOff));
    }

    /// <summary>A stop or target of zero was never set.</summary>
    private static string Said(JsonElement policy) => policy.ValueKind != JsonValueKind.Object ? policy.ToString() : string.Join(", ", policy.EnumerateObject()
        .Where(field => field.Name != "enabled" && LegacyJson.Number(field.Value) != 0)
        .Select(field => $"{field.Name} {field.Value}"));
}
