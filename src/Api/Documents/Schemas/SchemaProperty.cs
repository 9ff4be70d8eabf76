namespace Connector.Api.Documents.Schemas;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its value.</param>
/// <param name="Required">Whether it is always there.</param>
public sealed record SchemaProperty(string Name, Schema Schema, bool Required);
