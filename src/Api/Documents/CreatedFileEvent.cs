namespace Connector.Api.Documents;

/// <summary>The event of a file that has been saved.</summary>
/// <param name="Type">What has happened: <c>file.created</c>.</param>
/// <param name="Timestamp">When it was saved.</param>
/// <param name="Data">The file.</param>
public sealed record CreatedFileEvent(string Type, DateTimeOffset Timestamp, CreatedFileDocument Data);
