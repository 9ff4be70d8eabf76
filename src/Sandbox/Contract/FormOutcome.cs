namespace Connector.Sandbox.Contract;

/// <summary>What came of reading a form.</summary>
internal enum FormOutcome
{
    Read,

    /// <summary>The request has no content type, as an empty POST has none.</summary>
    NoContentType,

    /// <summary>The content type is another one, or has no boundary.</summary>
    NotMultipart,

    /// <summary>The body does not keep to the format.</summary>
    Malformed,

    /// <summary>The body is larger than the operation takes.</summary>
    TooLarge,
}
