using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CoinPulse.Data;

/// <summary>How Core's types are stored, once for the whole model; configurations say only what is particular.</summary>
internal static class Conventions
{
    public static void AddCoinPulseConventions(this ModelConfigurationBuilder configuration)
    {
        configuration.Properties<Krw>().HaveConversion<KrwConverter>().HavePrecision(28, Krw.Decimals);
        configuration.Properties<Price>().HaveConversion<PriceConverter>().HavePrecision(28, Price.Decimals);
        configuration.Properties<Quantity>().HaveConversion<QuantityConverter>().HavePrecision(28, Quantity.Decimals);
        configuration.Properties<Percent>().HaveConversion<PercentConverter>().HavePrecision(18, 10);
        configuration.Properties<decimal>().HavePrecision(28, 12);
        configuration.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);

        foreach (var type in typeof(Krw).Assembly.GetTypes().Where(type => type.IsValueType))
        {
            if (Implements(type, typeof(IGuidId<>)))
            {
                configuration.Properties(type).HaveConversion(typeof(GuidIdConverter<>).MakeGenericType(type));
            }
            else if (Implements(type, typeof(ITextId<>)))
            {
                var longest = (int)type.GetProperty(nameof(ITextId<>.LongestText))!.GetValue(null)!;
                configuration.Properties(type).HaveConversion(typeof(TextIdConverter<>).MakeGenericType(type)).HaveMaxLength(longest);
            }
        }
    }

    private static bool Implements(Type type, Type open) =>
        type.GetInterfaces().Any(@interface => @interface.IsGenericType && @interface.GetGenericTypeDefinition() == open);

    private sealed class KrwConverter() : ValueConverter<Krw, decimal>(amount => amount.Value, value => new Krw(value));

    private sealed class PriceConverter() : ValueConverter<Price, decimal>(price => price.Value, value => new Price(value));

    private sealed class QuantityConverter() : ValueConverter<Quantity, decimal>(quantity => quantity.Value, value => new Quantity(value));

    private sealed class PercentConverter() : ValueConverter<Percent, decimal>(percent => percent.Fraction, value => new Percent(value));

    // Cut to microseconds, PostgreSQL's precision, so that an instant reads back as it was written on both databases.
    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
        instant => new DateTime(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc),
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

    private sealed class GuidIdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Read(value))
        where T : struct, IGuidId<T>
    {
        private static T Read(Guid value) => T.From(value);   // expression trees know no static interface members
    }

    private sealed class TextIdConverter<T>() : ValueConverter<T, string>(id => id.Value, value => Read(value))
        where T : struct, ITextId<T>
    {
        private static T Read(string value) => T.From(value);
    }
}
