using Connector.Failures;

namespace Connector.Runs;

/// <summary>Records of others that go with those of the runs.</summary>
public interface ISwept
{
    /// <summary>Deletes those that were last written so long ago.</summary>
    /// <param name="age">How long ago.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The failures of those that could not be read, and are gone all the same.</returns>
    Task<IReadOnlyList<ConnectorException>> SweepAsync(TimeSpan age, CancellationToken cancellationToken);
}
