using System.Text;
using Connector.Failures;
using Connector.Input;
using Connector.Streams;

namespace Connector.Api.Http;

/// <summary>One part of a form; its content must be read before the next part is asked for.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="HasFileName">Whether it was sent under the name of a file.</param>
/// <param name="Type">Its media type; null when it tells none.</param>
/// <param name="Content">The bytes, transfer encodings undone.</param>
internal sealed record FormPart(string Name, bool HasFileName, BodyType? Type, Stream Content)
{
    /// <summary>The encoding of its text.</summary>
    /// <param name="otherwise">The charset of parts that name none; null for UTF-8.</param>
    /// <exception cref="ConnectorException"><c>invalid_input</c> (400) for a charset that nobody knows.</exception>
    public Encoding EncodingOr(string? otherwise)
    {
        var charset = Type?.Charset ?? otherwise ?? Encoding.UTF8.WebName;
        return Charsets.Find(charset) ?? throw Invalid($"says that its charset is \"{InputText.Shorten(charset)}\", which is not known; send it in UTF-8");
    }

    /// <summary>The failure of this part.</summary>
    /// <param name="why">What is wrong with it, completing "image …".</param>
    public ConnectorException Invalid(string why) => FormPartStream.Invalid(FormFieldName.Plain(Name), $"{InputText.Shorten(FormFieldName.Plain(Name))} {why}.");
}
