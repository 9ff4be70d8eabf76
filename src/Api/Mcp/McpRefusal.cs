using Connector.Failures;
using Connector.Runs;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>A message that is answered without the server, before anything is sent for it.</summary>
/// <param name="Id">The request's id; the default where it could not be read.</param>
/// <param name="Code">What kind of error of the protocol it is.</param>
/// <param name="Failure">What is wrong.</param>
internal sealed record McpRefusal(RequestId Id, McpErrorCode Code, ConnectorException Failure)
{
    /// <summary>What the log calls messages that have come to no tool.</summary>
    public const string LogName = "mcp";

    /// <summary>The status over HTTP: an error of the protocol is an answer.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What the client is told.</summary>
    public JsonRpcError Answer => new() { Id = Id, Error = new JsonRpcErrorDetail { Code = (int)Code, Message = Failure.Message } };

    /// <summary>Writes the line of the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="requestId">The request's id.</param>
    public void WriteTo(ILogger log, string requestId) => RunLog.Refused(log, Failure, requestId, LogName, TimeSpan.Zero);
}
