namespace Connector.Sandbox.Contract;

/// <summary>A part of a form that has a file name.</summary>
internal sealed record FormFile(string FileName, ReadOnlyMemory<byte> Content);
