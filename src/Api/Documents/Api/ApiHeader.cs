using Microsoft.OpenApi;

namespace Connector.Api.Documents.Api;

/// <summary>A header of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Description">What it tells, in a sentence.</param>
public sealed record ApiHeader(string Name, JsonSchemaType Type, string Description)
{
    /// <summary>What the value is, for example <c>uri</c>; null when the type says all.</summary>
    public string? Format { get; init; }
}
