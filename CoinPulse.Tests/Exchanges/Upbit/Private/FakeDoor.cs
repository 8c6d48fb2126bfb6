using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>Who may come in: Upbit's check of the JWT, made anew from the documentation.</summary>
internal sealed class FakeDoor
{
    private readonly HashSet<string> _nonces = [];
    private readonly Lock _gate = new();

    public string Access { get; set; } = "fake-access-key-of-forty-characters-0001";

    public string Secret { get; set; } = "fake-secret-key-of-forty-characters-0001";

    /// <summary>Our address is registered with the key.</summary>
    public bool KnowsAddress { get; set; } = true;

    public bool IsExpired { get; set; }

    public HashSet<string> Permissions { get; } = ["자산조회", "주문하기", "주문조회"];

    /// <param name="body">What the request carries; empty for none.</param>
    public void Check(HttpContext context, string body)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal)) throw new FakeRefusal(401, "no_authorization_token", "No token.");
        var parts = header["Bearer ".Length..].Split('.');
        if (parts.Length != 3) throw new FakeRefusal(401, "jwt_verification", "Failed to verify Jwt.");
        using var head = JsonDocument.Parse(Bytes(parts[0]));
        using var claims = JsonDocument.Parse(Bytes(parts[1]));
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var secret = Encoding.UTF8.GetBytes(Secret);
        var mac = head.RootElement.GetProperty("alg").GetString() switch
        {
            "HS512" => HMACSHA512.HashData(secret, signed),
            "HS256" => HMACSHA256.HashData(secret, signed),
            _ => [],
        };
        if (claims.RootElement.GetProperty("access_key").GetString() != Access) throw new FakeRefusal(401, "invalid_access_key", "잘못된 엑세스 키입니다.");
        if (!mac.AsSpan().SequenceEqual(Bytes(parts[2]))) throw new FakeRefusal(401, "jwt_verification", "Failed to verify Jwt.");
        if (!IsFresh(claims.RootElement.GetProperty("nonce").GetString()!)) throw new FakeRefusal(401, "nonce_used", "이미 사용한 nonce입니다.");
        if (IsExpired) throw new FakeRefusal(401, "expired_access_key", "API 키가 만료되었습니다.");
        if (!KnowsAddress) throw new FakeRefusal(401, "no_authorization_ip", "This is not a verified IP.");

        var query = body.Length > 0 ? QueryOf(body) : Uri.UnescapeDataString(context.Request.QueryString.Value?.TrimStart('?') ?? "");
        var expected = query.Length == 0 ? null : Convert.ToHexString(SHA512.HashData(Encoding.UTF8.GetBytes(query))).ToLowerInvariant();
        var said = claims.RootElement.TryGetProperty("query_hash", out var hash) ? hash.GetString() : null;
        if (said != expected) throw new FakeRefusal(401, "invalid_query_payload", "Failed to verify the query of Jwt.");
    }

    public void Need(string permission)
    {
        if (!Permissions.Contains(permission)) throw new FakeRefusal(403, "out_of_scope", "권한이 부족합니다.");
    }

    private bool IsFresh(string nonce)
    {
        lock (_gate)
        {
            return _nonces.Add(nonce);
        }
    }

    private static string QueryOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return string.Join('&', json.RootElement.EnumerateObject().Select(part => $"{part.Name}={part.Value}"));
    }

    private static byte[] Bytes(string base64Url) =>
        Convert.FromBase64String(base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '='));
}
