using System.Net;
using System.Text.RegularExpressions;

namespace CoinPulse.Tests.Accounts;

/// <summary>A browser without scripts: keeps cookies, fills in forms, follows nothing by itself.</summary>
public sealed partial class Visitor(HttpClient client)
{
    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    /// <summary>Opens a page, fills in its form with this name and sends it, hidden fields and all.</summary>
    public Task<HttpResponseMessage> FillAsync(string path, string form, params (string Name, string Value)[] fields) =>
        FillAsync(path, form, null, fields);

    public async Task<HttpResponseMessage> FillAsync(
        string path, string form, Func<Task>? beforeSending, params (string Name, string Value)[] fields)
    {
        var page = await (await client.GetAsync(path)).Content.ReadAsStringAsync();
        var chosen = FormTag().Matches(page).Select(match => match.Value)
            .Single(html => html.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        var hidden = HiddenTag().Matches(chosen).Select(match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
        if (beforeSending is not null) await beforeSending();
        return await PostAsync(path, [.. hidden, .. fields]);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(path, content);
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password = AccountsApp.Password, string path = "/account/sign-in") =>
        FillAsync(path, "sign-in", ("Form.Email", email), ("Form.Password", password));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex HiddenTag();
}
