using Connector.FunctionsHost.Protocol;

namespace Connector.FunctionsHost;

/// <summary>Tells failures of the worker.</summary>
internal static class StatusResults
{
    public static void ThrowUnlessSuccess(this StatusResult? result)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
        {
            throw new WorkerInvocationException(
                result.Exception?.Message ?? result.Result,
                result.Status == StatusResult.Types.Status.Cancelled,
                result.Exception?.StackTrace);
        }
    }
}
