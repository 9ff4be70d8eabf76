using System.Text.Json;
using Connector.Pictures;

namespace Connector.Sandbox.Contract;

/// <summary>A form as JSON, its images, and every problem found.</summary>
internal sealed record CheckedForm(
    MultipartForm Form, JsonElement Body, IReadOnlyDictionary<string, ImageHeader> Images, IReadOnlyList<SchemaProblem> Problems)
{
    /// <summary>The names of the operation's files that were sent.</summary>
    public required IReadOnlyList<string> FileNames { get; init; }
}
