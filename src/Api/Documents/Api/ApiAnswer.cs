using System.Globalization;

namespace Connector.Api.Documents.Api;

/// <summary>One answer of an operation.</summary>
/// <param name="Status">The HTTP status; null for every other one.</param>
/// <param name="Description">When it comes, in one sentence.</param>
/// <param name="Content">Its body; null for none.</param>
public sealed record ApiAnswer(int? Status, string Description, ApiContent? Content = null)
{
    /// <summary>The status as documents write it.</summary>
    public string StatusKey => Status?.ToString(CultureInfo.InvariantCulture) ?? "default";

    /// <summary>Whom it is shown to.</summary>
    public ApiAudience For { get; init; } = ApiAudience.All;

    /// <summary>Its headers.</summary>
    public IReadOnlyList<ApiHeader> Headers { get; init; } = [];

    /// <summary>JSON of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">When it comes.</param>
    public static ApiAnswer Json<T>(int status, string description) => Json(status, description, new ApiShape.Answer(typeof(T)));

    /// <summary>JSON of a shape.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="description">When it comes.</param>
    /// <param name="shape">The shape.</param>
    public static ApiAnswer Json(int status, string description, ApiShape shape) => new(status, description, new ApiContent(ApiContent.Json, shape));
}
