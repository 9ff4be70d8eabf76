using Connector.Failures;

namespace Connector.Api.Hosting;

/// <summary>Where settings come from: <c>appsettings.json</c> of the working folder, then the environment, which wins.</summary>
internal static class ConnectorConfiguration
{
    /// <summary>The file in the working folder.</summary>
    public const string FileName = "appsettings.json";

    /// <summary>Reads them.</summary>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>: the file cannot be read.</exception>
    public static IConfigurationRoot Read()
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile(FileName, optional: true)
                .AddEnvironmentVariables()
                .Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            // The innermost one knows the line, or the name that is there twice.
            throw new ConnectorException(500, ErrorCodes.InvalidSettings, $"{FileName} cannot be read: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
