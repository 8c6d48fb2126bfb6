using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Operations;

/// <summary>
/// Options that stop the start, with the key's name, when a key is unknown, a value does not read, or an annotation refuses it. A misspelt setting that is
/// silently ignored costs more than a start that fails.
/// </summary>
public static class CheckedOptions
{
    /// <param name="section">The name of the section, and of the environment variables' first part: <c>Market</c> for <c>Market__Speed</c>.</param>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new Annotations<TOptions>(section));
        return services.AddOptions<TOptions>().Configure(options => Read(configuration, section, options)).ValidateOnStart();
    }

    /// <summary>The same check for the few settings that registration itself must know.</summary>
    /// <exception cref="OptionsValidationException">A key is unknown or a value is refused.</exception>
    public static TOptions ReadChecked<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        Read(configuration, section, options);
        var checkedOptions = new Annotations<TOptions>(section).Validate(null, options);
        return checkedOptions.Failed ? throw new OptionsValidationException(section, typeof(TOptions), checkedOptions.Failures) : options;
    }

    private static void Read<TOptions>(IConfiguration configuration, string section, TOptions options)
        where TOptions : class
    {
        var values = configuration.GetSection(section);
        var unknown = Unknown(values, typeof(TOptions)).ToList();
        if (unknown.Count > 0) throw new OptionsValidationException(section, typeof(TOptions), unknown);
        try
        {
            values.Bind(options);
        }
        catch (InvalidOperationException unreadable)
        {
            // The binder names the key and the type; the value is left out, it may be a secret in the wrong place.
            var key = Keys(values).FirstOrDefault(key => unreadable.Message.Contains($"'{key}'", StringComparison.OrdinalIgnoreCase)) ?? section;
            throw new OptionsValidationException(section, typeof(TOptions), [$"{key}: the value cannot be read as {KindOf(typeof(TOptions), section, key)}."]);
        }
    }

    private static IEnumerable<string> Unknown(IConfigurationSection values, Type type)
    {
        var known = type.GetProperties().Where(property => property.SetMethod is not null).ToList();
        foreach (var child in values.GetChildren())
        {
            var property = known.Find(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return $"{child.Path}: there is no such setting. Known here: {string.Join(", ", known.Select(property => property.Name))}.";
            }
            else if (HasSettingsOfItsOwn(property.PropertyType))
            {
                foreach (var deeper in Unknown(child, property.PropertyType)) yield return deeper;
            }
        }
    }

    private static bool HasSettingsOfItsOwn(Type type) =>
        type.IsClass && type != typeof(string) && type != typeof(Uri) && !typeof(IEnumerable).IsAssignableFrom(type);

    private static IEnumerable<string> Keys(IConfigurationSection values) => values.GetChildren().SelectMany(child => Keys(child).Append(child.Path));

    private static string KindOf(Type type, string section, string key)
    {
        foreach (var part in key[section.Length..].Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            const BindingFlags anyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;
            if (type.GetProperty(part, anyCase) is not { } property) break;
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        }

        return type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : type.Name;
    }

    private sealed class Annotations<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var refused = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), refused, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(refused.Select(refusal => $"{section}:{string.Join(',', refusal.MemberNames)}: {refusal.ErrorMessage}"));
        }
    }
}
