using System.Globalization;

namespace Connector.Cli.Hosting;

/// <summary>
/// How many files and sockets the process may have open at once. The runtime aborts when it can open none any more, so the limit is read
/// where it is told, which is Linux; nothing is used here that would have to be opened first.
/// </summary>
internal static class FileLimit
{
    /// <summary>Below it not even the parts of a command can be loaded.</summary>
    private const int Least = 192;

    private const string Limits = "/proc/self/limits";
    private const string Open = "/proc/self/fd";
    private const string Line = "Max open files";

    /// <summary>The limit; null where there is none or it is not told.</summary>
    public static int? Read() => Parse(TryRead());

    /// <summary>How many are open now; zero where that is not told.</summary>
    public static int CountOpen()
    {
        try
        {
            return Directory.Exists(Open) ? Directory.GetFileSystemEntries(Open).Length : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>What is wrong with a limit that no command can run with; null for nothing.</summary>
    public static string? Complaint() => Read() is { } limit && limit < Least ? TooLow(limit, Least) : null;

    /// <summary>The one wording of it.</summary>
    public static string TooLow(int limit, int needed) => string.Create(
        CultureInfo.InvariantCulture, $"The process may have only {limit} files and connections open at once (ulimit -n), and needs at least {needed}. Raise the limit, best to 4096 or more.");

    /// <summary>The limit that counts, in the words of Linux: the first of the two numbers.</summary>
    internal static int? Parse(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(Line, StringComparison.Ordinal)
                && long.TryParse(line[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            {
                return (int)Math.Min(limit, int.MaxValue);
            }
        }

        return null;
    }

    private static string TryRead()
    {
        try
        {
            return File.Exists(Limits) ? File.ReadAllText(Limits) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
