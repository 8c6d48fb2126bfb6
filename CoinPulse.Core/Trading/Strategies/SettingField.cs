using System.Globalization;
using System.Reflection;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Trading.Strategies;

/// <summary>What a field of the form is drawn as.</summary>
public enum SettingKind
{
    Switch,
    Number,

    /// <summary>One of an enum's values.</summary>
    Choice,

    /// <summary>A list of market codes.</summary>
    Markets,
}

/// <summary>One setting of a settings record.</summary>
public sealed class SettingField
{
    // Records are copied by the method that the compiler writes for 'with'; it has no name in C#.
    private const string CopyMethod = "<Clone>$";

    private readonly PropertyInfo _property;

    internal SettingField(PropertyInfo property, SettingAttribute setting)
    {
        _property = property;
        Group = setting.Group;
        Min = setting.Min;
        Max = setting.Max;
        Step = setting.Step;
        Unit = setting.Unit;
        Kind = KindOf(property.PropertyType);
    }

    public string Property => _property.Name;

    public SettingGroup Group { get; }

    public SettingKind Kind { get; }

    public SettingUnit Unit { get; }

    public double Min { get; }

    public double Max { get; }

    public double Step { get; }

    /// <summary>The type that <see cref="Get"/> returns and <see cref="With{T}"/> takes.</summary>
    public Type ValueType => _property.PropertyType;

    /// <summary>What may be chosen, where the field is a choice.</summary>
    public IReadOnlyList<object> Choices(object settings) => Kind switch
    {
        SettingKind.Choice when settings is StrategySettings own && ValueType == typeof(CandleUnit) => [.. own.OfferedTimeframes.Cast<object>()],
        SettingKind.Choice => [.. Enum.GetValues(ValueType).Cast<object>()],
        _ => [],
    };

    public object Get(object settings) => _property.GetValue(settings)!;

    /// <summary>A copy of the record with this one value changed. A number is taken in any numeric type that holds it exactly.</summary>
    /// <exception cref="ArgumentException">The value is of another kind, or a whole number was wanted.</exception>
    public T With<T>(T settings, object value)
        where T : class
    {
        var copy = settings.GetType().GetMethod(CopyMethod)!.Invoke(settings, null)!;
        _property.SetValue(copy, Kind switch
        {
            SettingKind.Number when ValueType == typeof(int) => Whole(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
            SettingKind.Number => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            _ => value,
        });
        return (T)copy;
    }

    public bool Allows(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number >= Min && number <= Max;
    }

    private static SettingKind KindOf(Type type) => type switch
    {
        _ when type == typeof(bool) => SettingKind.Switch,
        _ when type.IsEnum => SettingKind.Choice,
        _ when type == typeof(decimal) || type == typeof(int) => SettingKind.Number,
        _ when type == typeof(IReadOnlyList<string>) => SettingKind.Markets,
        _ => throw new InvalidOperationException($"A setting of type {type.Name} has no field."),
    };

    private int Whole(decimal number) => number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
        ? (int)number
        : throw new ArgumentException($"{Property} is a whole number.", nameof(number));
}
