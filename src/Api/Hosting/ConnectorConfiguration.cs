namespace Connector.Api.Hosting;

/// <summary>Where settings come from: <c>appsettings.json</c> of the working folder, then the environment, which wins.</summary>
internal static class ConnectorConfiguration
{
    public static IConfigurationRoot Read() => new ConfigurationBuilder()
        .SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
}
