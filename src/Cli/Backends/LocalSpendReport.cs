using System.Text.Json;
using Connector.Api.Documents;
using Connector.Api.Http;
using Connector.Callers;

namespace Connector.Cli.Backends;

/// <summary>Reads what was spent from the ledger of the working folder's files.</summary>
/// <param name="reports">The ledger's reports.</param>
internal sealed class LocalSpendReport(SpendReports reports) : ISpendReport
{
    /// <inheritdoc/>
    public async Task<JsonElement> ReadAsync(SpendQuestion question, CancellationToken cancellationToken)
    {
        var asked = reports.Parse(question.From, question.To, question.By);
        return JsonSerializer.SerializeToElement(await reports.ReadAsync(asked, Caller.Nobody, question.WithBalance, cancellationToken), JsonStyles.Compact.SpendDocument);
    }
}
