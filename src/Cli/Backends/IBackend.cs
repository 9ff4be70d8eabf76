using System.Text.Json;
using Connector.Api.Documents;
using Connector.Options;
using Connector.Runs;

namespace Connector.Cli.Backends;

/// <summary>
/// Where commands have their work done: in this process, or by a server. What an action answers is JSON, so that nothing of a newer server's
/// answer is lost on its way to whoever reads it.
/// </summary>
internal interface IBackend
{
    /// <summary>Who keeps the records of keys: the server, or the store.</summary>
    string Place { get; }

    /// <summary>Tells what was spent.</summary>
    ISpendReport Spending { get; }

    /// <summary>Runs an action.</summary>
    /// <param name="call">The call.</param>
    /// <param name="key">Makes a repeat the same call; null for a call of its own.</param>
    /// <param name="stages">Is told what is waited for, in words; null for nobody.</param>
    /// <param name="cancellationToken">Stops it, but not a call with a key that is on its way.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="ProblemException">The run failed, or the server cannot be reached.</exception>
    Task<JsonElement> RunAsync(Call call, RepeatKey? key, IProgress<string>? stages, CancellationToken cancellationToken);

    /// <summary>Clears away what keys have left behind that nobody can repeat any more, where nobody else does.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    Task TidyAsync(CancellationToken cancellationToken);

    /// <summary>Tells whether a call would be sent and what it would cost.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<DryRun> CheckAsync(Call call, CancellationToken cancellationToken);

    /// <summary>A page of saved files.</summary>
    /// <param name="prefix">What their paths begin with.</param>
    /// <param name="isNewestFirst">Whether the newest come first, instead of by path.</param>
    /// <param name="continuation">What the page before gave; null for the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<FileListDocument> ListFilesAsync(string prefix, bool isNewestFirst, string? continuation, CancellationToken cancellationToken);

    /// <summary>Opens a saved file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Stream> OpenFileAsync(string path, CancellationToken cancellationToken);

    /// <summary>Deletes a saved file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task DeleteFileAsync(string path, CancellationToken cancellationToken);

    /// <summary>The jobs that have not ended, in any order.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<ListedJob> ListJobsAsync(CancellationToken cancellationToken);

    /// <summary>Waits until a job has ended.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="stages">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops the waiting, not the job.</param>
    /// <returns>Its receipt.</returns>
    Task<JsonElement> WaitForJobAsync(string id, IProgress<string>? stages, CancellationToken cancellationToken);

    /// <summary>Cancels a job.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task CancelJobAsync(string id, CancellationToken cancellationToken);

    /// <summary>Tests an app's key.</summary>
    /// <param name="app">The app.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<JsonElement> TestAsync(string app, CancellationToken cancellationToken);

    /// <summary>The values of a dropdown.</summary>
    /// <param name="app">The app.</param>
    /// <param name="list">The list.</param>
    /// <param name="action">Keeps the values that suit this action; null for all.</param>
    /// <param name="type">Keeps the values of this upstream type; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<DropdownOption>> OptionsAsync(string app, string list, string? action, string? type, CancellationToken cancellationToken);
}
