using Azure.Core;
using Azure.Core.Pipeline;

namespace Connector.Blobs;

/// <summary>Tells a clock the dates of the service's answers.</summary>
/// <param name="time">The clock.</param>
internal sealed class ServiceTimePolicy(ServiceTime time) : HttpPipelineSynchronousPolicy
{
    private const string Sent = "connector-sent";

    public override void OnSendingRequest(HttpMessage message) => message.SetProperty(Sent, time.GetTimestamp());

    public override void OnReceivedResponse(HttpMessage message)
    {
        // What a proxy answers for a service that it cannot reach says nothing of the service.
        if (message.Response is { Status: < 500, Headers.Date: { } date } && message.TryGetProperty(Sent, out var sent))
        {
            time.Hear(date, time.GetElapsedTime((long)sent!));
        }
    }
}
