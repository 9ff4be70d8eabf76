using Connector.Failures;

namespace Connector.Api.Http;

/// <summary>Writes failures to the log, whichever way their caller is told.</summary>
internal static class FailureLog
{
    /// <summary>Writes a failure; one of the connector itself is an error.</summary>
    public static void Write(ILogger logger, ConnectorException failure, string requestId) => logger.Log(
        failure.Status == StatusCodes.Status500InternalServerError ? LogLevel.Error : LogLevel.Information,
        failure.InnerException,
        "{Status} {Code} {RequestId}",
        failure.Status,
        failure.Code,
        requestId);
}
