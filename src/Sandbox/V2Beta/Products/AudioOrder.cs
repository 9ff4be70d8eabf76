using Connector.Sandbox.Pictures;
using Connector.Sandbox.Sounds;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>A melody in one of the two formats.</summary>
internal sealed record AudioOrder(uint Seed, double Seconds, string Format) : ProductOrder(Seed)
{
    public override string JsonName => "audio";

    public override string MediaType => Format == "wav" ? "audio/wav" : "audio/mpeg";

    public override Product Make(PictureEncoder encoder, CancellationToken cancellationToken)
    {
        var content = Written(file =>
        {
            if (Format == "wav")
            {
                WavWriter.Write(new Melody(Seed), Seconds, file);
            }
            else
            {
                Mp3Writer.Write(new Melody(Seed), Seconds, file);
            }
        });
        return new Product(content, MediaType, Success, Seed);
    }
}
