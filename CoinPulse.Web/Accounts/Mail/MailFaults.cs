using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CoinPulse.Web.Accounts.Mail;

internal enum MailFault
{
    /// <summary>The server says that nobody lives there.</summary>
    Address,

    /// <summary>It was certainly not taken; later it may be.</summary>
    NotTaken,

    /// <summary>The line broke: it may have been taken.</summary>
    Unknown,
}

/// <summary>What a fault of sending means. Null is no fault of mail.</summary>
internal static class MailFaults
{
    private const int Permanent = 500;

    public static MailFault? Of(Exception trouble) => trouble switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: var status } when (int)status >= Permanent => MailFault.Address,
        CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException => MailFault.NotTaken,
        System.Net.Sockets.SocketException => MailFault.NotTaken,   // no connection came about
        ProtocolException or IOException => MailFault.Unknown,
        FormatException or MimeKit.ParseException => MailFault.Address,
        _ => null,
    };
}
