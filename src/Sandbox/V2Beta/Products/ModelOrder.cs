using Connector.Sandbox.Models;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>A model of three dimensions.</summary>
internal sealed record ModelOrder(uint Seed) : ProductOrder(Seed)
{
    public override string? JsonName => null;

    public override string MediaType => "model/gltf-binary";

    public override Product Make(PictureEncoder encoder, CancellationToken cancellationToken) =>
        new(Written(file => GlbWriter.Write(Seed, file)), MediaType, Success, Seed);
}
