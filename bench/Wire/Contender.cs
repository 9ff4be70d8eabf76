namespace Connector.Wire;

/// <summary>A server to compare.</summary>
/// <param name="Name">Its name.</param>
/// <param name="StartAsync">Starts it for an upstream's address and a folder for files.</param>
internal sealed record Contender(string Name, Func<Uri, string, Task<Server>> StartAsync);
