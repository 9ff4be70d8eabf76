using System.Text.RegularExpressions;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>What the tests need to know of infra/main.bicep, read from its text: Bicep's compiler is no .NET package.</summary>
internal sealed partial class BicepFile
{
    private readonly IReadOnlyList<string> _lines =
        [.. File.ReadLines(Path.Combine(RepositoryFolder.Path, "infra", "main.bicep")).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))];

    /// <summary>The app settings by name, with the expressions of their values: nothing else has names of that form.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => _lines.Select(line => Setting().Match(line)).Where(match => match.Success)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

    /// <summary>The parameters, whether each is a secret and whether it has a default.</summary>
    public IReadOnlyDictionary<string, (bool IsSecure, bool HasDefault)> Parameters => _lines
        .Select((line, index) => (Match: Parameter().Match(line), IsSecure: index > 0 && _lines[index - 1] == "@secure()"))
        .Where(parameter => parameter.Match.Success)
        .ToDictionary(parameter => parameter.Match.Groups["name"].Value, parameter => (parameter.IsSecure, parameter.Match.Groups["default"].Success), StringComparer.Ordinal);

    /// <summary>The versions of the runtimes by their names.</summary>
    public IReadOnlyDictionary<string, string> Runtimes => _lines.Zip(_lines.Skip(1))
        .Where(pair => pair.Second.TrimStart().StartsWith("version: ", StringComparison.Ordinal))
        .ToDictionary(pair => Literal(pair.First.Split(": ")[1])!, pair => Literal(pair.Second.Split(": ")[1])!, StringComparer.Ordinal);

    /// <summary>The text that an expression or a variable stands for; null when it is only known in Azure.</summary>
    public string? Literal(string expression)
    {
        var value = _lines.FirstOrDefault(line => line.StartsWith($"var {expression} = ", StringComparison.Ordinal)) is { } variable
            ? variable.Split(" = ", 2)[1]
            : expression;
        return value.StartsWith('\'') && value.EndsWith('\'') && !value.Contains("${", StringComparison.Ordinal) ? value[1..^1] : null;
    }

    [GeneratedRegex(@"\b(?<name>[A-Z]\w*__\w+|[A-Z]+(_[A-Z]+)+): (?<value>[^ ]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^param (?<name>\w+) [^ ]+(?<default> = .*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
