namespace Connector.Declaration;

/// <summary>Upstream answers an id at once and the result later: the route tells, never the status (v2beta answers 200 or 202).</summary>
/// <param name="ResultAction">The full name of the action that fetches the result.</param>
public sealed record JobOutput(string ResultAction) : ActionOutput;
