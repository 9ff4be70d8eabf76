namespace Connector.Declaration;

/// <summary>What an action brings back: <see cref="MediaOutput"/>, <see cref="JobOutput"/> or <see cref="DataOutput"/>.</summary>
public abstract record ActionOutput;
