using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Connector.Api.Documents;
using Connector.Cli.Backends;

namespace Connector.Cli.Commands;

/// <summary><c>files list|get|rm</c>: the saved files.</summary>
internal static class FilesCommand
{
    /// <summary>How many are listed where nobody says.</summary>
    private const int Usual = 100;

    public static Command Create(BackendOptions backend)
    {
        var files = new Command("files", "Lists, fetches and deletes saved files.") { CreateList(backend), CreateGet(backend), CreateRemove(backend) };
        backend.AddTo(files);
        return files;
    }

    private static Command CreateList(BackendOptions backend)
    {
        var prefix = new Argument<string>("prefix") { Description = "What the paths begin with, for example dreamstudio-text-to-image/2026/.", DefaultValueFactory = _ => "" };
        var newest = new Option<bool>("--newest") { Description = "The newest first." };
        var limit = new Option<int>("--limit") { Description = "The most files that are listed; 0 for all.", DefaultValueFactory = _ => Usual, HelpName = "number" };
        var json = new Option<bool>("--json") { Description = "A JSON object on each line." };
        var list = new Command("list", "Lists saved files: path, bytes, time.") { prefix, newest, limit, json };
        list.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var most = parsed.GetValue(limit);
                var found = FindAsync(work, parsed.GetValue(prefix) ?? "", parsed.GetValue(newest), token);
                await WriteAsync(most > 0 ? found.Take(most) : found, parsed.GetValue(json), token);
                return ExitCodes.Success;
            },
            cancellationToken));
        return list;
    }

    private static Command CreateGet(BackendOptions backend)
    {
        var path = new Argument<string>("path") { Description = "The path as a receipt or files list gave it." };
        var output = new Option<string?>("--output", "-o") { Description = "Where it goes: a file, a folder, or - for standard output. Default: its own name, here.", HelpName = "file" };
        var force = new Option<bool>("--force", "-f") { Description = "Lets it replace what is there." };
        var get = new Command("get", "Fetches a saved file.") { path, output, force };
        get.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var wanted = parsed.GetRequiredValue(path);
                if (parsed.GetValue(output) is not { Length: > 0 } place)
                {
                    place = Path.GetFileName(wanted);
                }

                var written = await OutputPlace.Prepare(place, parsed.GetValue(force))!.CopyAsync(work, [wanted], token);
                foreach (var copy in written)
                {
                    Console.WriteLine(copy);
                }

                return ExitCodes.Success;
            },
            cancellationToken));
        return get;
    }

    private static Command CreateRemove(BackendOptions backend)
    {
        var paths = new Argument<string[]>("path") { Description = "The paths.", Arity = ArgumentArity.OneOrMore };
        var remove = new Command("rm", "Deletes saved files for good, with what is kept of how they were made.") { paths };
        remove.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                foreach (var path in parsed.GetRequiredValue(paths))
                {
                    await work.DeleteFileAsync(path, token);
                    Console.WriteLine(path);
                }

                return ExitCodes.Success;
            },
            cancellationToken));
        return remove;
    }

    private static async IAsyncEnumerable<ListedFile> FindAsync(
        IBackend work, string prefix, bool isNewestFirst, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await work.ListFilesAsync(prefix, isNewestFirst, continuation, cancellationToken);
            foreach (var file in page.Files)
            {
                yield return file;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Tabs for programs; for people the path comes last, so that it can be copied whole.</summary>
    private static async Task WriteAsync(IAsyncEnumerable<ListedFile> files, bool asJson, CancellationToken cancellationToken)
    {
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            Console.WriteLine(asJson ? JsonSerializer.Serialize(file, JsonStyles.Compact.ListedFile)
                : Console.IsOutputRedirected ? string.Create(CultureInfo.InvariantCulture, $"{file.Path}\t{file.Bytes}\t{file.LastModified.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")
                : string.Create(CultureInfo.InvariantCulture, $"{SizeText.Of(file.Bytes),10}  {file.LastModified.ToLocalTime():yyyy-MM-dd HH:mm}  {file.Path}"));
        }
    }
}
