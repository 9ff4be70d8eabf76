using Microsoft.Extensions.Logging.Console;

namespace Connector.Cli.Hosting;

/// <summary>The log: a line an entry, on standard output or, where that belongs to a protocol, on standard error.</summary>
internal static class ConnectorLog
{
    public static void Configure(ILoggingBuilder logging, bool toStandardError = false)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("ModelContextProtocol", LogLevel.Warning).AddConsole(console =>
        {
            console.FormatterName = LogLineFormatter.FormatName;
            console.LogToStandardErrorThreshold = toStandardError ? LogLevel.Trace : LogLevel.None;
        });
        logging.Services.AddSingleton<ConsoleFormatter, LogLineFormatter>();
    }
}
