using Connector.Declaration;
using Connector.Input;

namespace Connector.Cli.Commands;

/// <summary>Reads texts that stand elsewhere: <c>@prompt.txt</c> is a file, <c>@-</c> standard input, <c>@@</c> a text that begins with one @.</summary>
internal sealed class TextArguments
{
    private const char Mark = '@';

    private bool _hasReadInput;

    /// <summary>The text that was meant.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="text">The text as given.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UsageException">There is no such file, or it is too long.</exception>
    public async Task<string> ReadAsync(Parameter parameter, string text, CancellationToken cancellationToken)
    {
        if (text is not [Mark, .. var rest])
        {
            return text;
        }

        if (rest is [Mark, ..])
        {
            return rest;
        }

        if (parameter is FileParameter)
        {
            // As curl has it; without the mark it is found as well.
            return File.Exists(rest) ? rest : throw Missing(parameter, rest, "");
        }

        return WithoutLastBreak(rest == "-" ? await ReadInputAsync(cancellationToken) : await ReadFileAsync(parameter, rest, cancellationToken));
    }

    private static async Task<string> ReadFileAsync(Parameter parameter, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw Missing(parameter, path, $" A text that begins with {Mark} is written {Mark}{Mark}{path}.");
        }

        return new FileInfo(path).Length <= InputLimits.TextBytes
            ? await File.ReadAllTextAsync(path, cancellationToken)
            : throw new UsageException($"--{parameter.Name}: {path} is longer than {InputLimits.TextBytes:N0} bytes, the most that a text may have.");
    }

    private static UsageException Missing(Parameter parameter, string path, string advice) => new($"--{parameter.Name}: there is no file \"{path}\".{advice}");

    private async Task<string> ReadInputAsync(CancellationToken cancellationToken)
    {
        if (_hasReadInput)
        {
            throw new UsageException($"{Mark}- can stand for one text only: standard input is read once.");
        }

        _hasReadInput = true;
        return await Console.In.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Editors end a file with a line break that belongs to no text.</summary>
    private static string WithoutLastBreak(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
