namespace Connector.Functions.Tests.Worker;

/// <summary>The tests of the worker, for all of which the app is published once.</summary>
[CollectionDefinition(Name)]
public sealed class WorkerCollection : ICollectionFixture<WorkerFixture>
{
    public const string Name = "Worker";
}
