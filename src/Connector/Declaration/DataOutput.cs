namespace Connector.Declaration;

/// <summary>Upstream answers JSON that is passed on.</summary>
public sealed record DataOutput : ActionOutput;
