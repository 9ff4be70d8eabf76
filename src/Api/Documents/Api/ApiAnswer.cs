using System.Globalization;
using Connector.Api.Documents.Schemas;

namespace Connector.Api.Documents.Api;

/// <summary>One answer of an operation.</summary>
/// <param name="Status">The HTTP status; null for every other one.</param>
/// <param name="Description">When it comes, in one sentence.</param>
/// <param name="Content">The forms of its body; empty for none.</param>
public sealed record ApiAnswer(int? Status, string Description, params IReadOnlyList<ApiContent> Content)
{
    /// <summary>The status as documents write it.</summary>
    public string StatusKey => Status?.ToString(CultureInfo.InvariantCulture) ?? "default";

    /// <summary>Whether a flow that does not ask for less than everything can get it.</summary>
    public bool IsForFlows { get; init; } = true;

    /// <summary>Its headers, by name.</summary>
    public IReadOnlyList<(string Name, Schema Schema)> Headers { get; init; } = [];

    /// <summary>JSON of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">When it comes.</param>
    public static ApiAnswer Json<T>(int status, string description) => new(status, description, new ApiContent(ApiContent.Json, AnswerSchemas.Of<T>()));
}
