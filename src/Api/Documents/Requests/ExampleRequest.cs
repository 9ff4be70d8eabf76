using System.Text.Json.Nodes;

namespace Connector.Api.Documents.Requests;

/// <summary>A request that a reader can send, with variables in double braces.</summary>
/// <param name="Group">The group it is shown in.</param>
/// <param name="Id">The operation it calls.</param>
/// <param name="Name">What it does in a few words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the host, beginning with a slash.</param>
internal sealed record ExampleRequest(string Group, string Id, string Name, string Method, string Path)
{
    /// <summary>Its JSON; null for none.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>The file beside the document that is its body; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The variable that takes a value of the answer, for requests after it; null for none.</summary>
    public string? Sets { get; init; }

    /// <summary>The member of the answer that is the value.</summary>
    public string? SetsFrom { get; init; }
}
