namespace Connector.Sandbox.V2Beta;

/// <summary>How large a request may be, as a number and as the error writes it.</summary>
internal sealed record BodyLimit(long Bytes, string Text)
{
    private static readonly BodyLimit Usual = new(10 * 1024 * 1024, "10MiB");
    private static readonly BodyLimit Audio2 = new(50_000_000, "50MB");
    private static readonly BodyLimit Audio3 = new(100_000_000, "100MB");

    public static BodyLimit Of(string path) => path.Split('/') switch
    {
        [_, _, "audio", "stable-audio-2", ..] => Audio2,
        [_, _, "audio", "stable-audio", ..] => Audio3,
        _ => Usual,
    };
}
