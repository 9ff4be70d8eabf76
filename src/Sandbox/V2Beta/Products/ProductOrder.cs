using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>All that a product depends on: the same order makes the same bytes, now or when a job is fetched.</summary>
internal abstract record ProductOrder(uint Seed)
{
    protected const string Success = "SUCCESS";

    /// <summary>The name of the product in a JSON answer, or null when there is no such answer.</summary>
    public abstract string? JsonName { get; }

    public abstract string MediaType { get; }

    /// <summary>The same order for a prompt that a filter objects to; only pictures are filtered.</summary>
    public virtual ProductOrder Filtered() => this;

    public abstract Product Make(PictureEncoder encoder, CancellationToken cancellationToken);

    protected static ReadOnlyMemory<byte> Written(Action<Stream> write)
    {
        using var file = new MemoryStream();
        write(file);
        return file.GetBuffer().AsMemory(0, (int)file.Length);
    }
}
