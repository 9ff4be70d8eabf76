using System.Text.Json;
using Connector.Cli.Backends;

namespace Connector.Cli.Commands;

/// <summary>Where the files of a run are to be copied: a file, numbered where there are several, a folder, or standard output.</summary>
internal sealed class OutputPlace
{
    private const string StandardOutput = "-";

    /// <summary>How many numbered names are looked for before anything is paid: the most files that an action makes.</summary>
    private const int MostFiles = 10;

    private readonly string _place;
    private readonly bool _overwrites;

    private OutputPlace(string place, bool overwrites) => (_place, _overwrites) = (place, overwrites);

    /// <summary>Whether the bytes go to standard output, in place of the receipt.</summary>
    public bool IsStandardOutput => _place == StandardOutput;

    private bool IsFolder => Path.EndsInDirectorySeparator(_place) || Directory.Exists(_place);

    /// <summary>Makes sure, before anything is paid, that nothing lies there.</summary>
    /// <param name="place">What was asked for; null for nothing.</param>
    /// <param name="overwrites">Whether what lies there may be replaced.</param>
    /// <exception cref="UsageException">Something lies there.</exception>
    public static OutputPlace? Prepare(string? place, bool overwrites)
    {
        if (string.IsNullOrEmpty(place))
        {
            return null;
        }

        var output = new OutputPlace(place, overwrites);
        if (!overwrites && !output.IsStandardOutput && !output.IsFolder
            && PictureOutput.Names(place, MostFiles).Prepend(place).FirstOrDefault(File.Exists) is { } there)
        {
            throw new UsageException($"{there} is there already; nothing was sent. Give another name, or --force to replace it.");
        }

        return output;
    }

    /// <summary>Copies the files of a receipt.</summary>
    /// <param name="backend">Has them.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Where they are now.</returns>
    public Task<IReadOnlyList<string>> CopyAsync(IBackend backend, JsonElement receipt, CancellationToken cancellationToken) =>
        CopyAsync(backend, ReceiptFiles.PathsOf(receipt), cancellationToken);

    /// <summary>Copies saved files.</summary>
    /// <param name="backend">Has them.</param>
    /// <param name="paths">Their paths.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Where they are now.</returns>
    public async Task<IReadOnlyList<string>> CopyAsync(IBackend backend, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (IsStandardOutput)
        {
            await WriteToOutputAsync(backend, paths, cancellationToken);
            return [];
        }

        var copies = IsFolder ? [.. paths.Select(path => Path.Combine(_place, Path.GetFileName(path)))] : PictureOutput.Names(_place, paths.Count);
        var output = new PictureOutput(backend, _overwrites);
        foreach (var (path, copy) in paths.Zip(copies))
        {
            await output.CopyAsync(path, copy, cancellationToken);
        }

        var wrong = paths.Zip(copies).FirstOrDefault(pair => !AreAlike(Path.GetExtension(pair.First), Path.GetExtension(pair.Second)));
        if (wrong.First is { } made)
        {
            await Console.Error.WriteLineAsync($"{wrong.Second} holds what {Path.GetExtension(made)} files hold, whatever its name says.");
        }

        return copies;
    }

    private static async Task WriteToOutputAsync(IBackend backend, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count != 1)
        {
            throw new UsageException($"There are {paths.Count} files, and standard output takes one. They are in the store: {string.Join(", ", paths)}");
        }

        await using var content = await backend.OpenFileAsync(paths[0], cancellationToken);
        await using var output = Console.OpenStandardOutput();
        await content.CopyToAsync(output, cancellationToken);
    }

    private static bool AreAlike(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase) || (one == ".jpg" && string.Equals(other, ".jpeg", StringComparison.OrdinalIgnoreCase));
}
