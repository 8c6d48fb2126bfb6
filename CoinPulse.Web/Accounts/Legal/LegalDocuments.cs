using System.Globalization;
using CoinPulse.Core.Accounts;

namespace CoinPulse.Web.Accounts;

public enum LegalLineKind
{
    Heading,
    Item,
    Paragraph,
}

public sealed record LegalLine(LegalLineKind Kind, string Text);

/// <summary>The four documents in the reader's language. The files are the text of record: changing one means a new version in <see cref="AgreementVersions"/>.</summary>
public static class LegalDocuments
{
    public static string PathOf(AgreementDocument document) => $"{AccountPaths.Legal}/{NameOf(document)}";

    public static AgreementDocument? Named(string? name) =>
        Enum.GetValues<AgreementDocument>().Cast<AgreementDocument?>().FirstOrDefault(document => NameOf(document!.Value) == name);

    public static DateOnly InForceFrom(AgreementDocument document) => document switch
    {
        AgreementDocument.Terms or AgreementDocument.Privacy or AgreementDocument.Risk or AgreementDocument.AutoTrading => new(2026, 11, 24),
    };

    public static string Title(AgreementDocument document) => document switch
    {
        AgreementDocument.Terms => AccountsText.Document_Terms,
        AgreementDocument.Privacy => AccountsText.Document_Privacy,
        AgreementDocument.Risk => AccountsText.Document_Risk,
        AgreementDocument.AutoTrading => AccountsText.Document_AutoTrading,
    };

    public static IReadOnlyList<LegalLine> Read(AgreementDocument document, CultureInfo culture)
    {
        var language = culture.TwoLetterISOLanguageName == "en" ? "en" : "ko";
        var name = $"Legal/{language}/{NameOf(document)}";
        using var stream = typeof(LegalDocuments).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Line)];
    }

    private static LegalLine Line(string text) => text switch
    {
        ['#', ' ', ..] => new(LegalLineKind.Heading, text[2..]),
        ['-', ' ', ..] => new(LegalLineKind.Item, text[2..]),
        _ => new(LegalLineKind.Paragraph, text),
    };

    private static string NameOf(AgreementDocument document) => document switch
    {
        AgreementDocument.Terms => "terms",
        AgreementDocument.Privacy => "privacy",
        AgreementDocument.Risk => "risk",
        AgreementDocument.AutoTrading => "autotrading",
    };
}
