namespace Connector.Cli.Emit;

/// <summary>Finds the checkout that documents are written into.</summary>
internal static class Repository
{
    /// <summary>The folder of Connector.sln, here or above; null outside a checkout.</summary>
    public static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connector.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
