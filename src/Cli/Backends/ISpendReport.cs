using System.Text.Json;

namespace Connector.Cli.Backends;

/// <summary>Tells what was spent, as <c>GET /api/spend</c> answers it.</summary>
internal interface ISpendReport
{
    /// <summary>Reads it.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The document, with <c>by</c>, <c>rows</c>, <c>total</c>, <c>limits</c> and perhaps <c>balances</c>.</returns>
    Task<JsonElement> ReadAsync(SpendQuestion question, CancellationToken cancellationToken);
}
