using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CoinPulse.Core.Operations;
using Serilog.Core;
using Serilog.Events;

namespace CoinPulse.Web.Operations.Logs;

/// <summary>The last fence: an object written whole ({@x}) shows neither a secret type nor a property whose name says that it is one.</summary>
internal sealed class SecretMask : IDestructuringPolicy
{
    private const string Mask = "***";

    private static readonly FrozenSet<string> Words =
        FrozenSet.ToFrozenSet(["password", "secret", "token", "accesskey", "apikey", "billingkey", "recoverycode", "cookie", "authorization"]);

    public bool TryDestructure(object value, ILogEventPropertyValueFactory propertyValueFactory, [NotNullWhen(true)] out LogEventPropertyValue? result)
    {
        result = null;
        if (value is ISecret)
        {
            result = new ScalarValue(Mask);
            return true;
        }

        var properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToList();
        if (!properties.Exists(IsSecret)) return false;
        result = new StructureValue(properties.Where(property => property.CanRead).Select(property => new LogEventProperty(
            property.Name,
            IsSecret(property) ? new ScalarValue(Mask) : propertyValueFactory.CreatePropertyValue(property.GetValue(value), destructureObjects: true))));
        return true;
    }

    private static bool IsSecret(PropertyInfo property) =>
        property.PropertyType.IsAssignableTo(typeof(ISecret)) || Words.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
