using System.Text.Json;

namespace Connector.Cli.Backends;

/// <summary>Asks a server what was spent.</summary>
/// <param name="client">Speaks to it.</param>
internal sealed class ServerSpendReport(ServerClient client) : ISpendReport
{
    private const string Route = "api/spend";

    /// <inheritdoc/>
    public Task<JsonElement> ReadAsync(SpendQuestion question, CancellationToken cancellationToken) => client.ReadAsync(
        new HttpRequestMessage(
            HttpMethod.Get,
            QueryText.Of(Route, ("from", question.From), ("to", question.To), ("by", question.By), ("balance", question.WithBalance ? "true" : null))),
        cancellationToken);
}
