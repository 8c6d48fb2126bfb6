using System.Collections.Concurrent;
using System.Reflection;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>
/// The form of a settings record, read from its annotations: what the settings page is drawn from, and how it changes one value of a copy. A new setting needs an
/// annotated property and two texts, and no page.
/// </summary>
public sealed class SettingsForm
{
    private static readonly ConcurrentDictionary<Type, SettingsForm> Known = new();

    private readonly Dictionary<string, SettingField> _byProperty;

    private SettingsForm(Type type)
    {
        Fields =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => (Property: property, Setting: property.GetCustomAttribute<SettingAttribute>()))
                .Where(found => found.Setting is not null)
                .OrderBy(found => found.Setting!.Group)
                .ThenBy(found => found.Setting!.Order)
                .ThenBy(found => found.Property.Name, StringComparer.Ordinal)
                .Select(found => new SettingField(found.Property, found.Setting!)),
        ];
        _byProperty = Fields.ToDictionary(field => field.Property, StringComparer.Ordinal);
        Groups = [.. Fields.GroupBy(field => field.Group).Select(group => new SettingFields(group.Key, [.. group]))];
    }

    /// <summary>Every field, in the order of the form.</summary>
    public IReadOnlyList<SettingField> Fields { get; }

    public IReadOnlyList<SettingFields> Groups { get; }

    /// <exception cref="KeyNotFoundException">The record has no such setting.</exception>
    public SettingField this[string property] => _byProperty[property];

    public static SettingsForm For(Type settings) => Known.GetOrAdd(settings, type => new SettingsForm(type));

    public static SettingsForm For(object settings) => For(settings.GetType());
}

/// <summary>The fields of one group of the form.</summary>
public sealed record SettingFields(SettingGroup Group, IReadOnlyList<SettingField> Fields);
