using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>What the worker hands a function that no request calls.</summary>
internal sealed class PlayedFunctionContext(IServiceProvider services) : FunctionContext
{
    public override IServiceProvider InstanceServices { get; set; } = services;
}
