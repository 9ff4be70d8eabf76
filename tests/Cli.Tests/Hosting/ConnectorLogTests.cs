using Connector.Cli.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Connector.Cli.Tests.Hosting;

public class ConnectorLogTests
{
    [Theory]
    [InlineData("Connector.Runs.ActionRunner", LogLevel.Information, true)]
    [InlineData("Microsoft.AspNetCore.Hosting", LogLevel.Information, false)]
    [InlineData("Connector.Runs.ActionRunner", LogLevel.Information, false, "Logging:LogLevel:Connector", "Warning")]
    [InlineData("Connector.Runs.ActionRunner", LogLevel.Information, false, "Logging:LogLevel:Default", "None")]
    [InlineData("Connector.Runs.ActionRunner", LogLevel.Debug, true, "Logging:LogLevel:Default", "Debug")]
    [InlineData("Microsoft.AspNetCore.Hosting", LogLevel.Information, true, "Logging:LogLevel:Microsoft", "Information")]
    [InlineData("Microsoft.AspNetCore.Hosting", LogLevel.Information, true, "Logging:LogLevel:Microsoft.AspNetCore", "information")]
    [InlineData("Connector.Runs.ActionRunner", LogLevel.Information, false, "Logging:Console:LogLevel:Default", "Error")]
    public void Levels_are_set_as_in_any_server(string category, LogLevel level, bool expected, string? setting = null, string? value = null)
    {
        using var services = Services(setting, value);

        Assert.Equal(expected, services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level));
    }

    [Theory]
    [InlineData(null, LogLineFormatter.FormatName)]
    [InlineData("json", ConsoleFormatterNames.Json)]
    [InlineData("JSON", ConsoleFormatterNames.Json)]
    [InlineData("systemd", ConsoleFormatterNames.Systemd)]
    public void The_form_of_a_line_is_set_as_in_any_server(string? value, string expected)
    {
        using var services = Services("Logging:Console:FormatterName", value);

        var name = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;

        Assert.Equal(expected, name);
        Assert.Contains(services.GetServices<ConsoleFormatter>(), formatter => formatter.Name == expected);
    }

    private static ServiceProvider Services(string? setting, string? value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(setting is null ? [] : [new(setting, value)]).Build();
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging(logging => ConnectorLog.Configure(logging, configuration)).BuildServiceProvider();
    }
}
