using System.Data.Common;
using System.Globalization;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>The rows of one account as they lie in the database, read with plain SQL: nothing of the product stands between them and the oracle.</summary>
internal sealed class Rows
{
    private Rows(List<Row> positions, List<Row> guards, List<Row> intents, List<Row> fills, List<Row> postings, List<Row> notes) =>
        (Positions, Guards, Intents, Fills, Postings, Notes) = (positions, guards, intents, fills, postings, notes);

    public IReadOnlyList<Row> Positions { get; }

    public IReadOnlyList<Row> Guards { get; }

    public IReadOnlyList<Row> Intents { get; }

    public IReadOnlyList<Row> Fills { get; }

    public IReadOnlyList<Row> Postings { get; }

    /// <summary>A person's word for what nothing else explains.</summary>
    public IReadOnlyList<Row> Notes { get; }

    public static async Task<Rows> ReadAsync(TestDatabase database, AccountId account)
    {
        await using var context = database.BorrowDbContext();
        var connection = context.Database.GetDbConnection();
        await connection.OpenAsync();
        return new Rows(
            await ReadAsync(connection, "Positions", ["Id", "Strategy", "Market", "DecisionCandleAt", "PlannedAt", "State", "ClosedBecause", "Bought", "Sold", "TakenByHand", "Oversold"], account),
            await ReadAsync(connection, "Guards", ["Position", "Market", "IsLive", "Quantity", "Stop"], account),
            await ReadAsync(connection, "Intents", ["Key", "Position", "Leg", "State", "IsLive", "Executed"], account),
            await ReadAsync(connection, "Fills", ["Position", "Order", "TradeId", "Side", "Quantity"], account),
            await ReadAsync(connection, "Postings", ["Entry", "Line", "Market", "Amount", "Coins", "Reference"], account),
            await ReadAsync(connection, "BooksNotes", ["Id", "Asset", "Gap", "Kind", "State"], account));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The names of tables and columns stand above.")]
    private static async Task<List<Row>> ReadAsync(DbConnection connection, string table, string[] columns, AccountId account)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM \"{table}\" WHERE \"Account\" = @account";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@account", account.Value);
        command.Parameters.Add(parameter);
        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(new Row(columns.Index().ToDictionary(column => column.Item, column => reader.IsDBNull(column.Index) ? null : reader.GetValue(column.Index))));
        }

        return rows;
    }
}

/// <summary>One row, whatever the database calls its types.</summary>
internal sealed class Row(Dictionary<string, object?> values)
{
    public string Text(string column) => Convert.ToString(values[column], CultureInfo.InvariantCulture)!.ToUpperInvariant();

    public bool Has(string column) => values[column] is not null;

    public decimal Number(string column) => values[column] is decimal exact ? exact : decimal.Parse(Text(column), NumberStyles.Number, CultureInfo.InvariantCulture);

    public DateTimeOffset Moment(string column) => new(
        values[column] is DateTime moment ? moment : DateTime.Parse(Text(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), TimeSpan.Zero);

    public bool Is(string column) => values[column] is bool truth ? truth : Text(column) == "1";
}
