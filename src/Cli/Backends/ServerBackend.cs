using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Connector.Api.Documents;
using Connector.Api.Http;
using Connector.Options;
using Connector.Runs;

namespace Connector.Cli.Backends;

/// <summary>Has a server do the work, over its HTTP API.</summary>
/// <param name="client">Speaks to it.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerBackend(ServerClient client, TimeProvider time) : IBackend
{
    private const string Options = "api/options";
    private const string Connections = "api/connections";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Place => client.Server.AbsoluteUri;

    /// <inheritdoc/>
    public ISpendReport Spending { get; } = new ServerSpendReport(client);

    /// <inheritdoc/>
    public async Task<JsonElement> RunAsync(Call call, RepeatKey? key, IProgress<string>? stages, CancellationToken cancellationToken)
    {
        using var request = RequestOf(call, "");
        if (key is not null)
        {
            request.Headers.Add(IdempotencyKey.Parameter.Name, key.Text);
        }

        stages?.Report("Waiting for the server");
        return await client.ReadAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>A server sweeps by itself.</remarks>
    public Task TidyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<DryRun> CheckAsync(Call call, CancellationToken cancellationToken) =>
        (await client.ReadAsync(RequestOf(call, "/check"), cancellationToken)).Deserialize(JsonStyles.Compact.DryRun)!;

    /// <inheritdoc/>
    public Task<FileListDocument> ListFilesAsync(string prefix, bool isNewestFirst, string? continuation, CancellationToken cancellationToken) => client.GetAsync(
        QueryText.Of(Routes.Files, ("prefix", prefix), ("order", isNewestFirst ? "newest" : null), ("continuation", continuation)),
        JsonStyles.Compact.FileListDocument,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenFileAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, RouteOf(path));
        var response = await client.SendAsync(request, cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteFileAsync(string path, CancellationToken cancellationToken) => DeleteAsync(RouteOf(path), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ListedJob> ListJobsAsync(CancellationToken cancellationToken) =>
        throw new ProblemException("A server does not list its jobs: whoever starts one gets its id. jobs list is for the records of this machine.");

    /// <inheritdoc/>
    public async Task<JsonElement> WaitForJobAsync(string id, IProgress<string>? stages, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, RouteOfJob(id));
            using var response = await client.SendAsync(request, cancellationToken);
            var answer = await client.ReadAsync(response, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return answer;
            }

            if (answer.TryGetProperty("status", out var status) && answer.TryGetProperty("action", out var action))
            {
                stages?.Report($"{action} is {status}");
            }

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? Pause, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task CancelJobAsync(string id, CancellationToken cancellationToken) => DeleteAsync(RouteOfJob(id), cancellationToken);

    /// <inheritdoc/>
    public Task<JsonElement> TestAsync(string app, CancellationToken cancellationToken) =>
        client.ReadAsync(new HttpRequestMessage(HttpMethod.Get, $"{Connections}/{Uri.EscapeDataString(app)}/test"), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DropdownOption>> OptionsAsync(string app, string list, string? action, string? type, CancellationToken cancellationToken) => client.GetAsync(
        QueryText.Of($"{Options}/{Uri.EscapeDataString(app)}/{Uri.EscapeDataString(list)}", ("action", action), ("type", type)),
        JsonStyles.Compact.IReadOnlyListDropdownOption,
        cancellationToken);

    private static string RouteOf(string path) => $"{Routes.Files}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    private static string RouteOfJob(string id) => $"{Routes.Jobs}/{Uri.EscapeDataString(id)}";

    /// <summary>A form, so that files stream from where they lie; its fields are read as the texts of a command line are here.</summary>
    private static HttpRequestMessage RequestOf(Call call, string suffix)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Routes.Actions}/{call.Action.Name}{suffix}");
        if (call.Fields.Count + call.Files.Count == 0)
        {
            // No form is without a field.
            request.Content = new StringContent("{}", new MediaTypeHeaderValue(MediaTypeNames.Application.Json));
            return request;
        }

        var form = new MultipartFormDataContent();
        foreach (var (name, text) in call.Fields)
        {
            form.Add(new StringContent(text), $"\"{name}\"");
        }

        foreach (var (name, path) in call.Files)
        {
            form.Add(new StreamContent(File.OpenRead(path)), $"\"{name}\"", $"\"file{Path.GetExtension(path)}\"");
        }

        request.Content = form;
        return request;
    }

    private async Task DeleteAsync(string route, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, route);
        using var response = await client.SendAsync(request, cancellationToken);
    }
}
