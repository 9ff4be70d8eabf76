using System.Text.Json;
using Connector.Actions;
using Connector.Api.Documents;
using Connector.Connections;
using Connector.Failures;
using Connector.Options;
using Connector.Runs;
using Connector.Settings;

namespace Connector.Cli.Backends;

/// <summary>Does the work in this process, with the settings and the files of the working folder.</summary>
/// <param name="catalog">The actions, with the prices that settings say.</param>
/// <param name="options">The connections.</param>
/// <param name="runner">Runs actions.</param>
/// <param name="keyed">Runs those with a key.</param>
/// <param name="dryRunner">Checks calls.</param>
/// <param name="files">The saved files.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="connections">Tests keys.</param>
/// <param name="optionReader">Reads dropdowns.</param>
/// <param name="spending">Tells what was spent.</param>
internal sealed class LocalBackend(
    Catalog catalog,
    ConnectorOptions options,
    ActionRunner runner,
    LocalKeyedRuns keyed,
    DryRunner dryRunner,
    LocalFiles files,
    LocalJobs jobs,
    ConnectionTester connections,
    OptionReader optionReader,
    LocalSpendReport spending) : IBackend
{
    private static readonly ApiJson Json = JsonStyles.Compact;

    /// <inheritdoc/>
    public string Place => options.Blob is { } blob ? $"the container {blob.Container}" : Path.GetFullPath(options.StorageRoot);

    /// <inheritdoc/>
    public ISpendReport Spending => spending;

    /// <inheritdoc/>
    public async Task<JsonElement> RunAsync(Call call, RepeatKey? key, IProgress<string>? stages, CancellationToken cancellationToken)
    {
        await using var input = await CallReader.ToInputAsync(catalog.Find(call.Action.Name), call, cancellationToken);
        var requestId = RunKey.New();
        var context = new RunContext(requestId, FilesUrl: null)
        {
            BeforeSending = _ =>
            {
                stages?.Report($"Waiting for {call.Action.App.Slug}");
                return Task.CompletedTask;
            },
        };
        try
        {
            var receipt = key is null ? await runner.RunAsync(input, context, cancellationToken) : await keyed.RunAsync(key, input, context, cancellationToken);
            return JsonSerializer.SerializeToElement(receipt, Json.ActionReceipt);
        }
        catch (ConnectorException failure)
        {
            throw new ProblemException(ProblemDocument.Of(failure, requestId), failure);
        }
    }

    /// <inheritdoc/>
    public Task TidyAsync(CancellationToken cancellationToken) => keyed.SweepAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<DryRun> CheckAsync(Call call, CancellationToken cancellationToken)
    {
        var (action, requestId) = (catalog.Find(call.Action.Name), RunKey.New());
        await using var input = await CallReader.ToInputAsync(action, call, cancellationToken);
        try
        {
            return await dryRunner.RunAsync(input, requestId, withBalance: false, cancellationToken);
        }
        catch (ConnectorException failure) when (failure.Code == ErrorCodes.InvalidInput)
        {
            return DryRun.Refused(action.Name, failure.Problems, requestId, options.Connect(action.App).IsSandbox);
        }
    }

    /// <inheritdoc/>
    public Task<FileListDocument> ListFilesAsync(string prefix, bool isNewestFirst, string? continuation, CancellationToken cancellationToken) =>
        files.ListAsync(prefix, isNewestFirst, continuation, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenFileAsync(string path, CancellationToken cancellationToken) => files.OpenAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteFileAsync(string path, CancellationToken cancellationToken) => files.DeleteAsync(path, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ListedJob> ListJobsAsync(CancellationToken cancellationToken) => jobs.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<JsonElement> WaitForJobAsync(string id, IProgress<string>? stages, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToElement(await jobs.WaitAsync(id, stages, cancellationToken), Json.ActionReceipt);

    /// <inheritdoc/>
    public Task CancelJobAsync(string id, CancellationToken cancellationToken) => jobs.CancelAsync(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<JsonElement> TestAsync(string app, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToElement(await connections.TestAsync(app, cancellationToken), Json.ConnectionTest);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DropdownOption>> OptionsAsync(string app, string list, string? action, string? type, CancellationToken cancellationToken) =>
        optionReader.ReadAsync(app, list, action, type, cancellationToken);
}
