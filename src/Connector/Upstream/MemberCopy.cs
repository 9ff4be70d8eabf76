using System.Buffers;
using System.Text.Json;

namespace Connector.Upstream;

/// <summary>Copies the first of some members of an answer while its tokens pass, beside files that are too large to hold.</summary>
internal sealed class MemberCopy : IDisposable
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Where the members of the answer itself stand.</summary>
    private const int Depth = 1;

    private readonly ArrayBufferWriter<byte> _copy = new();

    /// <summary>A text that is passed over leaves a gap; what is no JSON then is read as a text.</summary>
    private readonly Utf8JsonWriter _writer;
    private readonly string[] _names;
    private bool _isCopying;

    /// <summary>Copies nothing yet.</summary>
    /// <param name="names">What the member may be called.</param>
    public MemberCopy(params string[] names)
    {
        _names = names;
        _writer = new Utf8JsonWriter(_copy, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>What was said, as the member of an object; empty when nothing was.</summary>
    public ReadOnlySpan<byte> Said
    {
        get
        {
            _writer.Flush();
            return _copy.WrittenCount == 0 ? [] : (byte[])[.. _copy.WrittenSpan, (byte)'}'];
        }
    }

    /// <summary>Takes a token.</summary>
    /// <param name="reader">The reader, behind the token.</param>
    /// <param name="text">The token's text; null when it has none.</param>
    public void Pass(ref Utf8JsonReader reader, string? text)
    {
        if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: Depth })
        {
            _isCopying = _names.Contains(text) && _writer.BytesCommitted + _writer.BytesPending == 0;
            if (_isCopying)
            {
                _writer.WriteStartObject();
            }
        }

        if (!_isCopying)
        {
            return;
        }

        Copy(ref reader, text);
        var isOpen = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray || reader.CurrentDepth > Depth;
        _isCopying = isOpen && _writer.BytesCommitted + _writer.BytesPending < MostBytes;
    }

    public void Dispose() => _writer.Dispose();

    private void Copy(ref Utf8JsonReader reader, string? text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _writer.WritePropertyName(text!);
                break;
            case JsonTokenType.String:
                _writer.WriteStringValue(text);
                break;
            case JsonTokenType.StartObject:
                _writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                _writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                _writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                _writer.WriteEndArray();
                break;
            default:
                _writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}
