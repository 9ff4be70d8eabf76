using Connector.Callers;
using Connector.Connections;
using Connector.Failures;
using Connector.Input;
using Connector.Settings;
using Connector.Spending;

namespace Connector.Runs;

/// <summary>Does all of a run that comes before sending, and says what the call would cost.</summary>
/// <param name="options">The connections.</param>
/// <param name="runner">Checks inputs.</param>
/// <param name="connections">Reads balances.</param>
/// <param name="records">The runs, which only some calls need.</param>
/// <param name="ledger">What is left of the limits.</param>
public sealed class DryRunner(ConnectorOptions options, ActionRunner runner, ConnectionTester connections, RunRecords records, Ledger ledger)
{
    /// <summary>Checks a call. Nothing is sent but the question for the balance, where that is asked for.</summary>
    /// <param name="input">The input.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="withBalance">Whether to ask for the account's balance.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConnectorException">The input has problems (400), no key is set (401), the store is not available (503), or upstream does not tell the balance.</exception>
    public async Task<DryRun> RunAsync(ActionInput input, string requestId, bool withBalance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var action = input.Action;
        var connection = options.Connect(action.App);
        await runner.CheckAsync(input, cancellationToken);
        connection.RequireApiKey();
        var (price, isCounted) = (action.Price?.Of(input.Values), ActionRunner.IsCounted(action, connection));
        var refusal = isCounted ? await ledger.RefusalOfAsync(input.Caller, action.Name, price, cancellationToken) : null;
        List<string> warnings = [.. refusal is null ? [] : (string[])[$"It would be refused now: {refusal.Message}"], .. await WarningsAsync(input, cancellationToken)];
        return new DryRun(
            Valid: true,
            action.Name,
            price,
            isCounted ? await LeftAsync(input.Caller, cancellationToken) : null,
            withBalance ? await connections.BalanceAsync(action.App, cancellationToken) : null,
            requestId,
            connection.IsSandbox)
        {
            Warnings = warnings.Count > 0 ? warnings : null,
        };
    }

    /// <summary>What the tightest limit leaves; null where there is none.</summary>
    private async Task<decimal?> LeftAsync(Caller caller, CancellationToken cancellationToken) =>
        (await ledger.LimitsAsync(caller, cancellationToken)).Select(limit => (decimal?)(limit.Credits - limit.Spent)).Min();

    private async Task<IReadOnlyList<string>> WarningsAsync(ActionInput input, CancellationToken cancellationToken)
    {
        try
        {
            await records.ProveAsync(cancellationToken);
            return [.. input.Warnings];
        }
        catch (ConnectorException failure)
        {
            return [.. input.Warnings, $"No records can be kept: {failure.Message} Until they can, jobs, batches and calls with an Idempotency-Key are refused before they are sent."];
        }
    }
}
