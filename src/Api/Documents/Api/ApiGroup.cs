namespace Connector.Api.Documents.Api;

/// <summary>A group of operations, as documents show them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">One sentence on what is in it.</param>
public sealed record ApiGroup(string Name, string Description);
