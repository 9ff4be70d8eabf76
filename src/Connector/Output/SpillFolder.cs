using System.Text.Json;
using Connector.Files;

namespace Connector.Output;

/// <summary>
/// Where paid files stay that the store did not take: a folder of this machine with one folder per run. Where a failing store cannot be
/// asked again for what it has swallowed, every file is copied there on its way.
/// </summary>
/// <param name="root">The folder, better on another disk than the store; made when first needed.</param>
public sealed class SpillFolder(string root)
{
    /// <summary>More than a full disk still has in the blocks that are begun.</summary>
    private const int ProbeBytes = 64 * 1024;

    private const string CopyExtension = ".copy";
    private const string AnswerName = "answer.json";

    private readonly string _root = Path.GetFullPath(root);

    /// <summary>The folder.</summary>
    public string Root => _root;

    /// <summary>Writes a little and deletes it again.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why nothing can be kept here now, in a sentence of the operating system's; null when something can.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        await using var probe = Copy();
        await probe.AppendAsync(new byte[ProbeBytes], cancellationToken);
        return probe.Failure?.Message;
    }

    /// <summary>Begins a copy.</summary>
    internal SpillCopy Copy() => new(Path.Combine(_root, $"{Guid.NewGuid():N}{CopyExtension}"));

    /// <summary>Keeps an answer and its files.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="copies">The copies of its files, which the names are of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The folder they are in; or why this disk does not take them either.</returns>
    internal async Task<SpillOutcome> KeepAsync(string id, SpilledAnswer answer, IReadOnlyList<SpillCopy> copies, CancellationToken cancellationToken)
    {
        if (copies.FirstOrDefault(copy => !copy.IsWhole) is { Failure: var cut })
        {
            return new SpillOutcome(Folder: null, cut);
        }

        var folder = Path.Combine(_root, id);
        try
        {
            CreateFolder(folder);
            foreach (var (copy, file) in copies.Zip(answer.Files))
            {
                await copy.KeepAsync(Path.Combine(folder, file.Name));
            }

            // Last: a folder with an answer is whole.
            await using var text = Create(Path.Combine(folder, AnswerName));
            await JsonSerializer.SerializeAsync(text, answer, SpillJson.Default.SpilledAnswer, cancellationToken);
            return new SpillOutcome(folder, Failure: null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SpillOutcome(Folder: null, failure);
        }
    }

    /// <summary>Finds the answer of a run; null when none is kept here.</summary>
    internal async Task<SpilledAnswer?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_root, id, AnswerName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var text = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(text, SpillJson.Default.SpilledAnswer, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            // A person may have tidied up, and the run's own record tells what happened.
            return null;
        }
    }

    /// <summary>Opens a kept file.</summary>
    internal Stream OpenRead(string id, SpilledFile file) => File.OpenRead(Path.Combine(_root, id, file.Name));

    /// <summary>Deletes what is kept for a run.</summary>
    internal void Forget(string id) => Directory.Delete(Path.Combine(_root, id), recursive: true);

    /// <summary>Deletes copies that killed processes left behind, and answers that nobody came back for in a week.</summary>
    /// <param name="before">Only what has not been written to since.</param>
    internal void Sweep(DateTimeOffset before)
    {
        var folder = new DirectoryInfo(_root);
        if (!folder.Exists)
        {
            return;
        }

        foreach (var copy in folder.EnumerateFiles($"*{CopyExtension}").Where(copy => copy.LastWriteTimeUtc < before.UtcDateTime))
        {
            copy.Delete();
        }

        foreach (var kept in folder.EnumerateDirectories().Where(kept => kept.LastWriteTimeUtc < (before - MediaPath.RefusedLife).UtcDateTime))
        {
            kept.Delete(recursive: true);
        }
    }

    internal static FileStream Create(string path)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        });
    }

    /// <summary>Pictures are nobody else's: the temporary folder is everybody's.</summary>
    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
