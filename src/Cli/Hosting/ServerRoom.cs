using System.Globalization;
using Connector.Failures;

namespace Connector.Cli.Hosting;

/// <summary>How much a server takes on at once, so that it never has more files and sockets open than it may.</summary>
/// <param name="Connections">The connections of callers; others wait to be accepted.</param>
/// <param name="Runs">The requests that may call upstream and write files; others wait.</param>
/// <param name="Reads">The other requests, which may have a file or a record open.</param>
/// <param name="Limit">The process's limit that they follow; null where there is none or it has room for all.</param>
internal sealed record ServerRoom(int Connections, int Runs, int Reads, int? Limit)
{
    /// <summary>Upstream takes 150 calls in 10 s, each of which may last 100 s: 1,500 at work at once.</summary>
    private const int Most = 2000;

    /// <summary>What the process itself opens after this is reckoned: parts it has not loaded yet, the listener, the jobs.</summary>
    private const int Own = 72;

    /// <summary>What a run has open beside its caller's connection: that to upstream, its input, its result, its record, and the sandbox's end.</summary>
    private const int OfRun = 5;

    private const int OfRead = 2;

    /// <summary>The shares of what is free: five ninths for connections, five eighteenths for runs, a sixth for reads.</summary>
    private const int Parts = 18;

    /// <summary>Reckons the room.</summary>
    /// <param name="limit">What the process may have open; null for any number.</param>
    /// <param name="open">What it has open.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: there is room for hardly anything.</exception>
    public static ServerRoom Of(int? limit, int open)
    {
        if (limit is not { } most)
        {
            return new ServerRoom(Most, Most, Most, Limit: null);
        }

        var free = most - open - Own;
        if (free < Parts)
        {
            throw new ConnectorException(500, ErrorCodes.InvalidSettings, FileLimit.TooLow(most, open + Own + Parts));
        }

        var room = new ServerRoom(
            Math.Min(Most, free * 10 / Parts), Math.Min(Most, Math.Max(1, free * 5 / Parts / OfRun)), Math.Min(Most, Math.Max(1, free * 3 / Parts / OfRead)), most);
        return room.Connections == Most ? room with { Limit = null } : room;
    }

    /// <summary>The room in words, for whoever starts the server.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Connections} connections, {Runs} runs at once{(Limit is { } limit ? $"; the process may have {limit} files open (ulimit -n)" : "")}");
}
