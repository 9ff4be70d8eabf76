namespace Connector.Testing;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("connector-test-").FullName;

    /// <summary>Every file below, hidden ones included, with forward slashes.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
