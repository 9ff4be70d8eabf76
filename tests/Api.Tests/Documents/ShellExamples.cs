using Connector.Testing;

namespace Connector.Api.Tests.Documents;

/// <summary>The shell commands of a document.</summary>
internal static class ShellExamples
{
    /// <summary>Its blocks that call the server, as they stand there.</summary>
    /// <param name="document">The document's path in the repository.</param>
    public static IReadOnlyList<string> Calls(string document) =>
    [
        .. File.ReadAllText(Path.Combine(RepositoryFolder.Path, document)).Split("```sh\n").Skip(1)
            .Select(block => block.Split("```")[0])
            .Where(block => block.Contains("http://127.0.0.1:7071/", StringComparison.Ordinal)),
    ];
}
