using Connector.Failures;

namespace Connector.Streams;

/// <summary>A part of a caller's form, guarded: a form that breaks off becomes the caller's fault, so that it is never taken for a full disk further down.</summary>
internal sealed class FormPartStream(Stream part) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await part.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Unreadable(exception.Message);
        }
    }

    /// <summary>The failure of a form that cannot be read.</summary>
    public static ConnectorException Unreadable(string why) =>
        ConnectorException.BadRequest(ErrorCodes.InvalidForm, $"The body is not a readable form: {why.TrimEnd('.')}.");
}
