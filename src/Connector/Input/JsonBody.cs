using System.Text.Json;
using Connector.Failures;
using Connector.Streams;
using Connector.Values;

namespace Connector.Input;

/// <summary>A small JSON body that is held in memory.</summary>
internal static class JsonBody
{
    /// <summary>Reads the members of an object.</summary>
    /// <param name="body">The body.</param>
    /// <param name="members">What it is to have, in words.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException">
    /// <c>payload_too_large</c> (413) past <see cref="InputLimits.TextBytes"/>, <c>invalid_json</c> (400) for what is no JSON object.
    /// </exception>
    public static async Task<IReadOnlyList<NamedValue>> MembersAsync(Stream body, string members, CancellationToken cancellationToken)
    {
        await using var limited = new LimitedStream(body, InputLimits.TextBytes);
        using var text = new MemoryStream();
        await limited.CopyToAsync(text, cancellationToken);
        text.Position = 0;
        var hint = ShellQuoting.HintFor(text.GetBuffer().AsSpan(0, (int)text.Length));
        try
        {
            using var document = await JsonDocument.ParseAsync(text, InputValue.JsonOptions, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? NamedValue.MembersOf(document.RootElement.Clone())
                : throw ConnectorException.BadRequest(ErrorCodes.InvalidJson, $"The body must be a JSON object with {members}.{hint}");
        }
        catch (JsonException broken)
        {
            throw JsonInputReader.NotJson(broken, hint);
        }
    }
}
