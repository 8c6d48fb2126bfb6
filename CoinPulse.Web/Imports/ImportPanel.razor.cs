using CoinPulse.Core.Accounts;
using CoinPulse.Core.Imports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace CoinPulse.Web.Imports;

/// <summary>The way in from the earlier product: choose the files, see what would happen, do it.</summary>
public sealed partial class ImportPanel(LegacyImporter importer, ILegacyImports imports) : ComponentBase
{
    private const int LargestFile = 5 * 1024 * 1024;
    private const int MostFiles = 20;

    private readonly List<LegacyText> _files = [];
    private IReadOnlyList<ImportedTrade>? _trades;
    private ImportReport? _report;
    private string? _problem;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync() => _trades = await imports.TradesAsync(CurrentUser, CancellationToken.None);

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        _problem = null;
        _report = null;
        _files.Clear();
        foreach (var file in chosen.GetMultipleFiles(MostFiles))
        {
            var known = LegacyText.Names.Values.FirstOrDefault(name => string.Equals(name, file.Name, StringComparison.OrdinalIgnoreCase));
            if (known is null) continue;
            if (file.Size > LargestFile)
            {
                _problem = string.Format(System.Globalization.CultureInfo.CurrentCulture, ImportText.TooLarge, file.Name);
                return;
            }

            using var text = new StreamReader(file.OpenReadStream(LargestFile));
            _files.Add(new LegacyText(known, await text.ReadToEndAsync()));
        }

        if (_files.Count == 0) _problem = ImportText.NoneKnown;
        else _report = await importer.ImportAsync(CurrentUser, _files, dryRun: true, CancellationToken.None);
    }

    private async Task ImportAsync()
    {
        _busy = true;
        try
        {
            _report = await importer.ImportAsync(CurrentUser, _files, dryRun: false, CancellationToken.None);
            _trades = await imports.TradesAsync(CurrentUser, CancellationToken.None);
        }
        finally
        {
            _busy = false;
        }
    }
}
