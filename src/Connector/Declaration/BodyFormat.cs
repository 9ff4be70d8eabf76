namespace Connector.Declaration;

/// <summary>How an upstream request carries its body parameters.</summary>
public enum BodyFormat
{
    /// <summary>It has no body.</summary>
    None,

    /// <summary>As one JSON object.</summary>
    Json,

    /// <summary>As <c>multipart/form-data</c>, list items as <c>name[index][field]</c>.</summary>
    Multipart,
}
