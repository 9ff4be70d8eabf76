namespace Connector.Records;

/// <summary>A record in a listing.</summary>
/// <param name="Name">Its name, <c>{kind}/{id}</c>.</param>
/// <param name="LastModified">When it was last written, by the store's clock.</param>
public sealed record RecordEntry(string Name, DateTimeOffset LastModified);
