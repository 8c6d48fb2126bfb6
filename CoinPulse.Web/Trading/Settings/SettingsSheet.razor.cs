using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.Settings;

/// <summary>A form drawn from an annotated record. Says what is wrong as one types, and keeps what was typed until it is saved, whatever happens to the connection.</summary>
public sealed partial class SettingsSheet(DraftKeeper keeper) : ComponentBase
{
    private SettingsDraft? _draft;
    private IReadOnlyList<Problem> _problems = [];
    private bool _restored;
    private bool _kept;
    private bool _refused;
    private bool _busy;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    /// <summary>The form's name among the person's drafts.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The record as it is kept.</summary>
    [Parameter, EditorRequired] public object Saved { get; set; } = null!;

    [Parameter, EditorRequired] public Func<SettingsPreset, object> Preset { get; set; } = null!;

    [Parameter, EditorRequired] public Func<object, IReadOnlyList<Problem>> Check { get; set; } = null!;

    /// <summary>Keeps the record, or says why not.</summary>
    [Parameter, EditorRequired] public Func<object, Task<IReadOnlyList<Problem>>> Keep { get; set; } = null!;

    /// <summary>The record as it is typed; null while something is wrong with it.</summary>
    [Parameter] public EventCallback<object?> Drafted { get; set; }

    [Parameter] public IReadOnlyList<MarketInfo> Markets { get; set; } = [];

    private bool IsChanged => _draft is { } draft && (!draft.IsWhole || SettingsJson.Write(draft.Record) != SettingsJson.Write(Saved));

    private IEnumerable<Problem> Unplaced => _problems.Where(problem => problem.Field is null);

    private string Status => this switch
    {
        { _problems.Count: > 0, _refused: true } => Figures.Words(SettingsText.NotKept, _problems.Count),
        { _problems.Count: > 0 } => Figures.Words(SettingsText.ToMend, _problems.Count),
        { _kept: true } => SettingsText.Kept,
        { IsChanged: true } => SettingsText.Unsaved,
        _ => SettingsText.AsKept,
    };

    protected override async Task OnInitializedAsync()
    {
        var found = await keeper.FindAsync(CurrentUser, Name) is { Length: > 0 } text ? SettingsDraft.Read(text, Saved.GetType()) : null;
        _draft = found ?? new SettingsDraft(Saved);
        _restored = found is not null && IsChanged;
        await LookAsync();
    }

    private string? WrongAt(SettingField field) =>
        _problems.FirstOrDefault(problem => problem.Field == field.Property) is { } problem ? SettingWords.Sentence(problem) : null;

    private async Task TypeAsync(SettingField field, object? value)
    {
        _draft!.Put(field, value);
        await RememberAsync();
    }

    private async Task PutAsync(SettingsDraft draft)
    {
        _draft = draft;
        _restored = false;
        await RememberAsync();
    }

    private async Task RememberAsync()
    {
        (_kept, _refused) = (false, false);
        await LookAsync();
        await (IsChanged ? keeper.KeepAsync(CurrentUser, Name, _draft!.Write()) : keeper.ForgetAsync(CurrentUser, Name));
    }

    private Task LookAsync()
    {
        _problems = _draft!.Problems(Check);
        return Drafted.InvokeAsync(_problems.Count == 0 ? _draft.Record : null);
    }

    private async Task SaveAsync()
    {
        if (_busy || !IsChanged) return;
        _refused = _problems.Count > 0;
        if (_refused) return;
        _busy = true;
        try
        {
            _problems = await Keep(_draft!.Record);
            _refused = _problems.Count > 0;
            if (_refused) return;
            (_kept, _restored) = (true, false);
            await keeper.ForgetAsync(CurrentUser, Name);
        }
        finally
        {
            _busy = false;
        }
    }
}
