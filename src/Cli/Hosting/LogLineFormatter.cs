using System.Globalization;
using System.Runtime.CompilerServices;
using Connector.Callers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Connector.Cli.Hosting;

/// <summary>
/// Writes an entry of the log as one line, and the lines of an exception indented below it. Whatever a caller or an upstream put into
/// it can neither begin an entry nor steer a terminal.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class LogLineFormatter(TimeProvider time) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "lines";

    /// <summary>Where Kestrel tells of requests that it refuses by itself; the stacks are its own and tell nobody anything.</summary>
    public const string BadRequests = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        textWriter.WriteLine(Plain($"{now} {Level(logEntry.LogLevel)}: {logEntry.Category}: {logEntry.Formatter(logEntry.State, logEntry.Exception)}{CallerIn(scopeProvider)}"));
        foreach (var line in (logEntry.Category == BadRequests ? null : logEntry.Exception)?.ToString().Split('\n') ?? [])
        {
            textWriter.WriteLine($"      {Plain(line.TrimEnd('\r'))}");
        }
    }

    /// <summary>Who called, for lines of a request or of a job, from whichever library they come.</summary>
    private static string CallerIn(IExternalScopeProvider? scopes)
    {
        var found = new StrongBox<string?>();
        scopes?.ForEachScope(
            static (scope, found) => found.Value = (scope as IEnumerable<KeyValuePair<string, object?>>)?.FirstOrDefault(one => one.Key == CallerScope.Name).Value as string ?? found.Value,
            found);
        return found.Value is { } caller ? $", caller {caller}" : "";
    }

    /// <summary>The levels as ASP.NET Core's own console spells them.</summary>
    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private static string Plain(string text) => text.All(IsPlain)
        ? text
        : string.Concat(text.Select(character => IsPlain(character) ? character.ToString() : $"\\u{(int)character:x4}"));

    /// <summary>Not control characters, line separators, or those that turn the direction of a text around.</summary>
    private static bool IsPlain(char character) => char.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
