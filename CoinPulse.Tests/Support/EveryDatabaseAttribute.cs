using System.Reflection;
using Xunit.Sdk;

namespace CoinPulse.Tests.Support;

/// <summary>
/// The same test body on every database: <c>[Theory, EveryDatabase] public async Task X(DatabaseKind kind)</c>. Values given to the attribute follow the
/// kind: <c>[Theory, EveryDatabase("a", 1), EveryDatabase("b", 2)] Task X(DatabaseKind kind, string name, int count)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryDatabaseAttribute(params object?[] values) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => Enum.GetValues<DatabaseKind>().Select(kind => (object?[])[kind, .. values]);
}
