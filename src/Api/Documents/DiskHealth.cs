namespace Connector.Api.Documents;

/// <summary>The room on the disks of this machine, in bytes.</summary>
/// <param name="Files">What is free where local files lie; absent where they are blobs.</param>
/// <param name="Spill">What is free in the folder of <c>Storage__Spill</c>.</param>
public sealed record DiskHealth(long? Files, long? Spill);
