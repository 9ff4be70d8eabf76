using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Connector.Declaration;

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
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (await body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
                InputLimits.ThrowIfTooLarge(length);
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return ActionInput.Read(action, Parse(buffer.AsMemory(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static IReadOnlyList<NamedValue> Parse(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        var text = body.Span.StartsWith(byteOrderMark) ? body[byteOrderMark.Length..] : body;
        if (text.IsEmpty)
        {
            throw InvalidJson("The body is empty. Send a JSON object with the parameters.");
        }

        if (!Utf8.IsValid(text.Span))
        {
            throw InvalidJson("The body is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(text, DocumentOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? NamedValue.MembersOf(document.RootElement.Clone())
                : throw InvalidJson("The body must be a JSON object with the parameters.");
        }
        catch (JsonException exception)
        {
            throw InvalidJson(
                $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}; at most {MaxDepth} levels deep).");
        }
    }

    private static ConnectorException InvalidJson(string message) => ConnectorException.BadRequest(ErrorCodes.InvalidJson, message);
}
