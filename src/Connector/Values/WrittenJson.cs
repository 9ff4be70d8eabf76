using System.Buffers;
using System.Text.Json;

namespace Connector.Values;

/// <summary>JSON as it is written, in a pooled buffer.</summary>
internal sealed class WrittenJson : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4 * 1024);
    private int _written;

    public WrittenJson() => Writer = new Utf8JsonWriter(this);

    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written, as bytes of its own.</summary>
    public byte[] ToArray() => Flushed().ToArray();

    /// <summary>What was written, as an element that stands by itself.</summary>
    public JsonElement ToElement()
    {
        using var document = JsonDocument.Parse(Flushed());
        return document.RootElement.Clone();
    }

    void IBufferWriter<byte>.Advance(int count) => _written += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        if (_buffer.Length - _written < Math.Max(sizeHint, 1))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _written + sizeHint));
            _buffer.AsSpan(0, _written).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_written);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => ((IBufferWriter<byte>)this).GetMemory(sizeHint).Span;

    public void Dispose()
    {
        Writer.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private ReadOnlyMemory<byte> Flushed()
    {
        Writer.Flush();
        return _buffer.AsMemory(0, _written);
    }
}
