using System.Runtime.CompilerServices;
using Connector.Cli.Backends;
using Connector.Declaration;

namespace Connector.Cli.Batching;

/// <summary>What a batch is to run: an action, and a file with a row for each call.</summary>
/// <param name="Action">The action.</param>
/// <param name="Path">The file.</param>
/// <param name="Defaults">What counts where a row says nothing.</param>
internal sealed record BatchSource(ConnectorAction Action, string Path, IReadOnlyDictionary<string, string> Defaults)
{
    /// <summary>The calls in the order of the rows.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<(long Row, Call Call)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A file that a row names lies beside the rows, or where the command runs.
        string[] folders = [System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, Directory.GetCurrentDirectory()];
        await foreach (var row in BatchRows.ReadAsync(Path, cancellationToken))
        {
            var missing = Defaults.Where(one => row.Fields.All(field => field.Key != one.Key));
            yield return (row.Number, CallReader.Read(Action, [.. row.Fields, .. missing], folders));
        }
    }
}
