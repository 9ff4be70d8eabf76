namespace Connector.Sandbox.Contract;

/// <summary>A form, or why there is none.</summary>
internal sealed record FormReading(FormOutcome Outcome, MultipartForm Form);
