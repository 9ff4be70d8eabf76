using System.Text;

namespace Connector.Api.Tests.Abuse;

/// <summary>A request that a fuzz sends.</summary>
internal sealed record HostileRequest(string Method, string Path, string? ContentType, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(Method), new Uri($"{server.GetLeftPart(UriPartial.Authority)}/{Path}", AsWritten));
        if (Body.Length > 0 || ContentType is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public override string ToString() =>
        $"{Method} /{Path} {string.Join(' ', Headers)} {ContentType}{Environment.NewLine}{Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, 600)))}";
}
