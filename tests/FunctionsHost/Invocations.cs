using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Connector.FunctionsHost.Protocol;
using Microsoft.AspNetCore.Routing;

namespace Connector.FunctionsHost;

/// <summary>Writes the requests with which the host runs functions.</summary>
internal static class Invocations
{
    /// <summary>An HTTP request, which itself goes to the worker's own server: only the route's values are told here, and the host's own span as the parent: of the caller's trace, if it told one.</summary>
    public static InvocationRequest Http(HostedFunctionInfo function, RouteValueDictionary values, string? callersParent)
    {
        var http = new RpcHttp();
        var request = Create(function, new TypedData { Http = http });
        if (ActivityContext.TryParse(callersParent, traceState: null, out var caller))
        {
            request.TraceContext.TraceParent = $"00-{caller.TraceId}-{ActivitySpanId.CreateRandom()}-00";
        }

        foreach (var (name, value) in values)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text)
            {
                http.Params[name] = text;
                request.TriggerMetadata[name] = new TypedData { String = text };
            }
        }

        return request;
    }

    /// <summary>A message of a queue, decoded, with what the host tells about it.</summary>
    public static InvocationRequest Queue(HostedFunctionInfo function, string message, int dequeueCount, DateTimeOffset now)
    {
        var request = Create(function, new TypedData { String = message });
        request.TriggerMetadata["QueueTrigger"] = new TypedData { String = message };
        request.TriggerMetadata["Id"] = new TypedData { String = Guid.NewGuid().ToString() };
        request.TriggerMetadata["PopReceipt"] = new TypedData { String = Guid.NewGuid().ToString("N") };
        request.TriggerMetadata["DequeueCount"] = new TypedData { Json = dequeueCount.ToString(CultureInfo.InvariantCulture) };
        request.TriggerMetadata["InsertionTime"] = new TypedData { Json = Json(now) };
        request.TriggerMetadata["NextVisibleTime"] = new TypedData { Json = Json(now.AddMinutes(10)) };
        request.TriggerMetadata["ExpirationTime"] = new TypedData { Json = Json(now.AddDays(7)) };
        return request;
    }

    /// <summary>A tick of a timer.</summary>
    public static InvocationRequest Timer(HostedFunctionInfo function, bool isPastDue, DateTimeOffset now) => Create(function, new TypedData
    {
        Json = new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = new JsonObject
            {
                ["Last"] = now.AddMinutes(-1).ToString("O"),
                ["LastUpdated"] = now.AddMinutes(-1).ToString("O"),
                ["Next"] = now.AddMinutes(1).ToString("O"),
            },
            ["IsPastDue"] = isPastDue,
        }.ToJsonString(),
    });

    private static InvocationRequest Create(HostedFunctionInfo function, TypedData trigger) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = function.Id,
        InputData = { new ParameterBinding { Name = function.TriggerName, Data = trigger } },
        TraceContext = new RpcTraceContext { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" },
    };

    private static string Json(DateTimeOffset time) => $"\"{time:O}\"";
}
