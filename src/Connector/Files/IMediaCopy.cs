namespace Connector.Files;

/// <summary>A second copy of a medium, for the case that the store fails. A store fills it as late as it can still give back what it took.</summary>
public interface IMediaCopy
{
    /// <summary>Adds the bytes that come next. That they cannot be kept is told later, by whoever needs the copy.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Says that it can never be whole: the store cannot give back what it took.</summary>
    /// <param name="cause">Why.</param>
    void Break(Exception cause);
}
