using Microsoft.Extensions.Logging.Console;

namespace Connector.Cli.Hosting;

/// <summary>The log: a line an entry, on standard output or, where that belongs to a protocol, on standard error.</summary>
internal static class ConnectorLog
{
    /// <summary>Tells of a failed start with the whole stack, which the command says in a sentence; what stops a running host is critical.</summary>
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public static void Configure(ILoggingBuilder logging, bool toStandardError = false)
    {
        logging.AddFilter(HostCategory, LogLevel.Critical);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("ModelContextProtocol", LogLevel.Warning).AddConsole(console =>
        {
            console.FormatterName = LogLineFormatter.FormatName;
            console.LogToStandardErrorThreshold = toStandardError ? LogLevel.Trace : LogLevel.None;
        });
        logging.Services.AddSingleton<ConsoleFormatter, LogLineFormatter>();
    }
}
