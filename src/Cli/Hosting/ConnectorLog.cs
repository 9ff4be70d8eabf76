using Connector.Failures;
using Microsoft.Extensions.Logging.Console;

namespace Connector.Cli.Hosting;

/// <summary>
/// The log: a line an entry, on standard output or, where that belongs to a protocol, on standard error. <c>Logging__…</c> sets levels and
/// the console's format as in any .NET server.
/// </summary>
internal static class ConnectorLog
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";
    private const string FormatSetting = "Logging:Console:FormatterName";

    /// <summary>Tells of a failed start with the whole stack, which the command says in a sentence; what stops a running host is critical.</summary>
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>The other forms of a line that .NET has.</summary>
    private static readonly string[] Formats =
        [LogLineFormatter.FormatName, ConsoleFormatterNames.Json, ConsoleFormatterNames.Simple, ConsoleFormatterNames.Systemd];

    /// <summary>Sets the log up.</summary>
    /// <param name="logging">The log.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="toStandardError">Whether standard output belongs to a result or a protocol.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: a level or the format is none.</exception>
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, bool toStandardError = false)
    {
        var section = configuration.GetSection(Section);
        ThrowIfWrong(section, configuration[FormatSetting]);
        logging.AddFilter(HostCategory, LogLevel.Critical);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("ModelContextProtocol", LogLevel.Warning);

        // Kestrel answers these itself, before anything of ours could write a line.
        logging.AddFilter(LogLineFormatter.BadRequests, LogLevel.Debug);

        // After ours, which they may replace.
        logging.AddConfiguration(section);
        logging.AddConsole(console =>
        {
            console.FormatterName = configuration[FormatSetting] is { Length: > 0 } name ? name.ToLowerInvariant() : LogLineFormatter.FormatName;
            console.LogToStandardErrorThreshold = toStandardError ? LogLevel.Trace : console.LogToStandardErrorThreshold;
        });
        logging.Services.AddSingleton<ConsoleFormatter, LogLineFormatter>();
    }

    private static void ThrowIfWrong(IConfigurationSection section, string? format)
    {
        if (!string.IsNullOrEmpty(format) && !Formats.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            throw Wrong(FormatSetting, format, Formats);
        }

        foreach (var level in section.GetChildren().Select(child => child.Key == Levels ? child : child.GetSection(Levels)).SelectMany(levels => levels.GetChildren()))
        {
            if (!string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            {
                throw Wrong(level.Path, level.Value, Enum.GetNames<LogLevel>());
            }
        }
    }

    private static ConnectorException Wrong(string path, string value, IEnumerable<string> known) => new(
        500,
        ErrorCodes.InvalidSettings,
        $"{path.Replace(":", "__", StringComparison.Ordinal)} must be one of {string.Join(", ", known)}; received \"{InputText.Shorten(value)}\".");
}
