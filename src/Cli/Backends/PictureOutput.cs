using System.Globalization;

namespace Connector.Cli.Backends;

/// <summary>Copies saved files to where a person wants them, each whole or not at all.</summary>
/// <param name="backend">Has the files.</param>
/// <param name="overwrites">Whether what lies there may be replaced.</param>
internal sealed class PictureOutput(IBackend backend, bool overwrites)
{
    /// <summary>The names of several files: cat.png becomes cat-1.png, cat-2.png; one keeps its name.</summary>
    /// <param name="file">The name that was asked for.</param>
    /// <param name="count">How many there are.</param>
    public static IReadOnlyList<string> Names(string file, int count) => count == 1
        ? [file]
        : [.. Enumerable.Range(1, count).Select(number => Path.Combine(
            Path.GetDirectoryName(file) ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)}-{number}{Path.GetExtension(file)}")))];

    /// <summary>Copies a saved file.</summary>
    /// <param name="path">The path of the saved file.</param>
    /// <param name="target">Where it goes; folders on the way are made.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind then.</param>
    /// <exception cref="IOException">Something lies there already, or it cannot be written.</exception>
    public async Task CopyAsync(string path, string target, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        Directory.CreateDirectory(folder);

        // Always the same name, so that what a killed process has left is written over by the next.
        var partial = Path.Combine(folder, $".{Path.GetFileName(target)}.part");
        try
        {
            await using (var content = await backend.OpenFileAsync(path, cancellationToken))
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            File.Move(partial, target, overwrites);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
