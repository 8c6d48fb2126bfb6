using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Operations.Backups;
using CoinPulse.Web.Accounts;

namespace CoinPulse.Web.Operations.Admin;

/// <summary>A backup as a file, for a place that is not this machine. Everything of everybody is in it: admins alone, and each download is audited.</summary>
internal static class BackupDownload
{
    private const string Address = "/admin/backups/file";

    public static string PathOf(string name) => $"{Address}?name={Uri.EscapeDataString(name)}";

    public static void MapBackups(this IEndpointRouteBuilder app) => app.MapGet(Address, SendAsync).RequireAuthorization(Roles.Admin);

    private static async Task<IResult> SendAsync(HttpContext context, string name, IBackups backups, IAuditTrail audit, AuditPen pen, CancellationToken cancellationToken)
    {
        // Only what stands in the list: a name cannot lead out of the folder.
        if (backups.List().FirstOrDefault(backup => backup.Name == name) is not { } found) return Results.NotFound();
        await audit.WriteAsync(
            pen.Entry(context.User.RequireUserId(), null, AuditActs.BackupDownloaded, found.Name, null, null, context.Connection.RemoteIpAddress?.ToString()), cancellationToken);
        return Results.File(Path.Combine(backups.Folder, found.Name), "application/zip", found.Name);
    }
}
