using Connector.Declaration;
using Connector.Input;
using Connector.Values;

namespace Connector.Cli.Backends;

/// <summary>Tells files of this machine from texts, and makes an input of both.</summary>
internal static class CallReader
{
    private const int LongestFileName = 255;

    /// <summary>Puts a call together. Here alone a file may also be named by its place on this machine: the caller is its user.</summary>
    /// <param name="action">The action.</param>
    /// <param name="given">The values by the names of their parameters.</param>
    /// <param name="folders">Where files are looked for, the working folder first or last.</param>
    public static Call Read(ConnectorAction action, IEnumerable<KeyValuePair<string, string>> given, params IReadOnlyList<string> folders)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var files = new List<KeyValuePair<string, string>>();
        foreach (var (name, text) in given)
        {
            if (action.Parameters.Any(parameter => parameter is FileParameter && parameter.Name == name) && Find(text, folders) is { } path)
            {
                files.Add(new(name, path));
            }
            else
            {
                fields.Add(new(name, text));
            }
        }

        return new Call(action, fields, files);
    }

    /// <summary>The file of this machine that a text names; null when it names none.</summary>
    /// <param name="text">A path, or a <c>file:</c> URL.</param>
    /// <param name="folders">Where it is looked for.</param>
    public static string? Find(string text, params IReadOnlyList<string> folders)
    {
        var place = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var url) ? url.LocalPath : text;
        return place.Contains('\0', StringComparison.Ordinal) ? null : folders.Select(folder => Path.Combine(folder, place)).FirstOrDefault(File.Exists);
    }

    /// <summary>What is wrong with texts that can only mean files of this machine that are not there: a stored path has folders, an address has a scheme.</summary>
    /// <param name="call">The call.</param>
    public static IEnumerable<string> MissingIn(Call call) =>
        from field in call.Fields
        where field.Value.Length <= LongestFileName && field.Value.Contains('.', StringComparison.Ordinal) && !field.Value.AsSpan().ContainsAny('/', ':')
        where call.Action.Parameters.Any(parameter => parameter is FileParameter && parameter.Name == field.Key)
        select $"{field.Key}: there is no file \"{field.Value}\".";

    /// <summary>The input of a call, its files copied as those of a request are.</summary>
    /// <param name="action">The action, with the prices that settings say.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ActionInput> ToInputAsync(ConnectorAction action, Call call, CancellationToken cancellationToken)
    {
        var spool = new InputSpool();
        try
        {
            var files = new List<KeyValuePair<string, SpooledFile>>();
            foreach (var (name, path) in call.Files)
            {
                var most = action.Parameters.OfType<FileParameter>().First(file => file.Name == name).MaxBytes;
                await using var content = File.OpenRead(path);
                files.Add(new(name, await spool.AddAsync(name, content, most, cancellationToken)));
            }

            return FormInputReader.Read(action, call.Fields, files, spool);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same to be looked at alone: nothing is copied, and the input is not for running.</summary>
    /// <param name="call">The call.</param>
    public static ActionInput ToUnreadInput(Call call) => FormInputReader.Read(
        call.Action,
        call.Fields,
        call.Files.Select(file => KeyValuePair.Create(file.Key, new SpooledFile(file.Value, new FileInfo(file.Value).Length))),
        new InputSpool());
}
