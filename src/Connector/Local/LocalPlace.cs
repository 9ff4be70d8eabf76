using Connector.Failures;

namespace Connector.Local;

/// <summary>A folder below one of this machine's, made only when something is put into it: until then the nearest one that is there is where that will show.</summary>
internal static class LocalPlace
{
    /// <summary>What files have that are written to and not published; those that a killed process left are swept.</summary>
    public const string PartialExtension = ".partial";

    /// <summary>A name that no file has, in a folder: hidden by its dot, and swept when it is left behind.</summary>
    public static string NewPartial(string directory) => Path.Combine(directory, $".{Guid.NewGuid():N}{PartialExtension}");

    /// <summary>The innermost of a folder and those around it that is there.</summary>
    /// <param name="root">The outermost; it is taken to be there.</param>
    /// <param name="folder">The path below it, with forward slashes; empty for the root itself.</param>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503): a file is in the place of one.</exception>
    public static string Existing(string root, string folder)
    {
        var current = root;
        foreach (var segment in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(current, segment);
            if (File.Exists(next))
            {
                throw LocalFailures.Unavailable($"a file stands where the folder {InRoot(root, next)} should be", new IOException($"{next} is a file."));
            }

            if (!Directory.Exists(next))
            {
                break;
            }

            current = next;
        }

        return current;
    }

    /// <summary>Makes a folder.</summary>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503): a file is in its place.</exception>
    public static void Create(string root, string folder)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }
        catch (IOException)
        {
            // The system does not say which file is in the way.
            Existing(root, folder);
            throw;
        }
    }

    /// <summary>Writes a byte where folders are, or will be made: that there is a folder says nothing of a disk that is full.</summary>
    /// <exception cref="ConnectorException"><c>storage_unavailable</c> (503), with the folder.</exception>
    public static async Task ProveAsync(string root, IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        foreach (var place in folders.Select(folder => Existing(root, folder)).Distinct(StringComparer.Ordinal))
        {
            try
            {
                await using var file = new FileStream(NewPartial(place), new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
                    BufferSize = 0,
                });
                await file.WriteAsync(new byte[1], cancellationToken);
            }
            catch (UnauthorizedAccessException failure) when (place != root)
            {
                throw LocalFailures.Unavailable($"the connector may not write to the folder {InRoot(root, place)}", failure);
            }
        }
    }

    private static string InRoot(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
