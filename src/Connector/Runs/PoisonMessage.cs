namespace Connector.Runs;

/// <summary>A message that failed so often that the Functions host put it aside.</summary>
/// <param name="Text">What it says: a run's id, if it is one of ours.</param>
/// <param name="MessageId">What the queue calls it.</param>
/// <param name="Receipt">What deletes it, as long as nobody else has received it.</param>
internal sealed record PoisonMessage(string Text, string MessageId, string Receipt);
