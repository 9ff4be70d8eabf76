namespace Connector.Local;

/// <summary>How much room the disks of this machine's folders have.</summary>
/// <param name="freeBytes">Tells what is free on the disk of a folder that is there.</param>
public sealed class DiskRoom(Func<string, long> freeBytes)
{
    /// <summary>With less an instance is not ready: four of the largest pictures, for calls that are on their way already.</summary>
    public const long Floor = 64 * 1024 * 1024;

    /// <summary>What the system says.</summary>
    public DiskRoom()
        : this(folder => new DriveInfo(folder).AvailableFreeSpace)
    {
    }

    /// <summary>The bytes that are free where a folder is or will be made; null where the system does not say.</summary>
    /// <param name="folder">The folder.</param>
    public long? Of(string folder)
    {
        for (var current = Path.GetFullPath(folder); current is not null; current = Path.GetDirectoryName(current))
        {
            if (Directory.Exists(current))
            {
                return Read(current);
            }
        }

        return null;
    }

    private long? Read(string folder)
    {
        try
        {
            return freeBytes(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
