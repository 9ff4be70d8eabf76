namespace Connector.Api.Http;

/// <summary>The pictures that were drawn last, in bounded memory: what a page of small ones shows again and again.</summary>
/// <param name="mostBytes">How much is kept.</param>
internal sealed class ThumbnailCache(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Tag, byte[] File)>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Tag, byte[] File)> _latest = new();
    private long _bytes;

    /// <summary>The picture of a tag, if it is kept.</summary>
    public byte[]? Find(string tag)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(tag, out var node))
            {
                return null;
            }

            _latest.Remove(node);
            _latest.AddFirst(node);
            return node.Value.File;
        }
    }

    /// <summary>Keeps a picture, and lets those go that were not asked for the longest.</summary>
    public void Add(string tag, byte[] file)
    {
        lock (_lock)
        {
            if (file.Length > mostBytes || _known.ContainsKey(tag))
            {
                return;
            }

            _known[tag] = _latest.AddFirst((tag, file));
            _bytes += file.Length;
            while (_bytes > mostBytes)
            {
                var (oldest, gone) = _latest.Last!.Value;
                _latest.RemoveLast();
                _known.Remove(oldest);
                _bytes -= gone.Length;
            }
        }
    }
}
