using System.Text.Json;
using Connector.Declaration;
using Connector.Streams;

namespace Connector.Input;

/// <summary>Reads an action's input from a JSON object, in bounded memory.</summary>
public static class JsonInputReader
{
    private const int MaxDepth = 32;

    internal static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>Reads the body to its end and matches it with the action's parameters.</summary>
    /// <param name="action">The action.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException">
    /// <c>payload_too_large</c> (413) past <see cref="InputLimits.BodyBytes"/>, <c>invalid_json</c> (400) when it is not a JSON object.
    /// </exception>
    public static async Task<ActionInput> ReadAsync(ConnectorAction action, Stream body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(body);
        await using var limited = new LimitedStream(body);
        try
        {
            using var document = await JsonDocument.ParseAsync(limited, DocumentOptions, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ActionInput.Read(action, NamedValue.MembersOf(document.RootElement.Clone()))
                : throw InvalidJson("The body must be a JSON object with the parameters.");
        }
        catch (JsonException exception)
        {
            throw InvalidJson(limited.BytesRead == 0
                ? "The body is empty. Send a JSON object with the parameters."
                : $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}; at most {MaxDepth} levels deep).");
        }
    }

    private static ConnectorException InvalidJson(string message) => ConnectorException.BadRequest(ErrorCodes.InvalidJson, message);
}
