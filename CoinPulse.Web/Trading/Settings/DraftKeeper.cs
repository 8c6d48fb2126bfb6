using CoinPulse.Core.Accounts;
using Microsoft.JSInterop;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>
/// Keeps what a person types in the memory of their own browser tab until it is saved: a lost circuit, a restarted server or a reload at the same address finds it
/// again; another tab, another person and another day do not.
/// </summary>
public sealed class DraftKeeper(IJSRuntime script)
{
    public ValueTask KeepAsync(UserId owner, string name, string text) => TellAsync("sessionStorage.setItem", Key(owner, name), text);

    public ValueTask ForgetAsync(UserId owner, string name) => TellAsync("sessionStorage.removeItem", Key(owner, name));

    public ValueTask<string?> FindAsync(UserId owner, string name) => script.InvokeAsync<string?>("sessionStorage.getItem", Key(owner, name));

    private static string Key(UserId owner, string name) => $"cp-draft:{owner}:{name}";

    private async ValueTask TellAsync(string what, params object?[] with)
    {
        try
        {
            await script.InvokeVoidAsync(what, with);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and what it kept up to now stays with it.
        }
    }
}
