using QRCoder;

namespace CoinPulse.Web.Accounts;

/// <summary>The authenticator secret as a picture that the browser draws; it is never written to a file.</summary>
internal static class QrCode
{
    private const string Issuer = "CoinPulse";

    public static string Svg(string email, string secret)
    {
        var address = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Issuer}&digits=6";
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(data).GetGraphic(4, "#000000", "#ffffff", drawQuietZones: false, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>In groups of four, as one types it.</summary>
    public static string Spaced(string secret) => string.Join(' ', secret.Chunk(4).Select(group => new string(group)));
}
