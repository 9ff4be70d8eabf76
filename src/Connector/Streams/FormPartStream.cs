using Connector.Failures;

namespace Connector.Streams;

/// <summary>
/// A part of a caller's form, guarded: a form that breaks off, and a part that is not encoded as it says, become the caller's fault, so
/// that they are never taken for a full disk further down.
/// </summary>
/// <param name="part">The part, its transfer encoding undone.</param>
/// <param name="name">The part's name.</param>
/// <param name="encoding">The transfer encoding.</param>
internal sealed class FormPartStream(Stream part, string name, string encoding = "binary") : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await part.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Unreadable(exception, $"it ends within the part \"{InputText.Shorten(name)}\", without its closing boundary. It may have been cut on its way");
        }
        catch (FormatException broken)
        {
            throw Invalid(name, $"{InputText.Shorten(name)} says that it is sent as {encoding}, and as that, it {broken.Message}.");
        }
    }

    /// <summary>The failure of a form that cannot be read.</summary>
    public static ConnectorException Unreadable(string why) =>
        ConnectorException.BadRequest(ErrorCodes.InvalidForm, $"The body is not a readable form: {why.TrimEnd('.')}.");

    /// <summary>The same, by what its reader says.</summary>
    /// <param name="failure">What the reader says.</param>
    /// <param name="end">What it means when the form's end is missing: the reader's own words for that tell nobody what to do.</param>
    public static ConnectorException Unreadable(Exception failure, string end) =>
        Unreadable(failure.GetType() == typeof(IOException) ? end : failure.Message);

    /// <summary>The failure of a part that cannot be read.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="message">What is wrong with it.</param>
    public static ConnectorException Invalid(string name, string message) =>
        ConnectorException.BadRequest(ErrorCodes.InvalidInput, message, new Problem(InputText.Shorten(name), ProblemCodes.InvalidFormat, message));
}
