using System.Buffers;
using System.Collections;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// The parameters of one request in the order in which they are sent. What is hashed, what stands in the address and what stands in the body are three spellings of
/// this one list, so that they cannot differ.
/// </summary>
internal sealed class UpbitParameters : IEnumerable<(string Name, string Value)>
{
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, string Value)> _list = [];

    public bool IsEmpty => _list.Count == 0;

    /// <summary>As it is hashed: nothing escaped.</summary>
    public string Plain => string.Join('&', _list.Select(one => $"{one.Name}={one.Value}"));

    /// <summary>As it stands in an address: values escaped, the brackets of an array's name not.</summary>
    public string InAddress => string.Join('&', _list.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));

    /// <param name="name">An array's name ends in <c>[]</c> and is added once for each of its values.</param>
    /// <param name="value">Null is left out: how a JSON null would be hashed is written nowhere.</param>
    public void Add(string name, string? value)
    {
        Debug.Assert(name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '[' or ']'), "A name that would need escaping.");
        if (value is not null) _list.Add((name, value));
    }

    /// <summary>As it stands in a body: text alone, because a number has more than one spelling.</summary>
    public byte[] InBody()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Plainly);
        json.WriteStartObject();
        foreach (var (name, value) in _list) json.WriteString(name, value);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public IEnumerator<(string Name, string Value)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
