using System.Net.Sockets;
using CoinPulse.Core.Operations;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Operations;

/// <summary>The faults of a start that its owner can mend: told in a line, without a stack.</summary>
internal static class StartupFaults
{
    // ENOSPC and ERROR_DISK_FULL: even the log cannot be closed then, and what stopped the start is hidden behind it.
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    public static string? Explain(Exception fault) => fault switch
    {
        StartupRefusedException => fault.Message,
        OptionsValidationException settings => string.Join(Environment.NewLine, settings.Failures),
        AggregateException { InnerExceptions: { Count: > 0 } inner } when inner.All(one => Explain(one) is not null) =>
            string.Join(Environment.NewLine, inner.Select(Explain)),
        IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"{fault.Message} Another program listens there; give CoinPulse another address with Urls=http://localhost:5081.",
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => $"{fault.Message} The disk of the data is full: free space there and start again.",
        UnauthorizedAccessException => $"{fault.Message} CoinPulse must be able to write to its data folder (Storage__Directory).",
        _ => null,
    };
}
