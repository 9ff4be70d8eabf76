using Connector.Actions;
using Connector.Declaration;

namespace Connector.Testing.Hosting;

/// <summary>The files that the examples of documents name.</summary>
internal static class ExampleFiles
{
    /// <summary>Puts them where local storage looks for them.</summary>
    /// <param name="root">The storage's folder.</param>
    public static async Task StoreAsync(string root)
    {
        foreach (var path in Catalog.All.Actions.SelectMany(action => action.Parameters).OfType<FileParameter>().Select(file => file.ExampleValue.ToString()!).Distinct())
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, path.EndsWith(".png", StringComparison.Ordinal) ? ExampleStore.Png : ExampleStore.Wav);
        }
    }
}
