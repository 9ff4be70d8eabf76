using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Connector.Sandbox.Openai;

/// <summary>The pictures that answers name by their addresses: the last ones, as upstream has them for an hour.</summary>
internal sealed class OpenaiPictures
{
    private const int Most = 50;

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _pictures = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _names = new();

    public string Add(ReadOnlyMemory<byte> picture)
    {
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _pictures[name] = picture;
        _names.Enqueue(name);
        while (_names.Count > Most && _names.TryDequeue(out var oldest))
        {
            _pictures.TryRemove(oldest, out _);
        }

        return name;
    }

    public ReadOnlyMemory<byte>? Find(string name) => _pictures.TryGetValue(name, out var picture) ? picture : null;
}
