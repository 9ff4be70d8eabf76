namespace Connector.Output;

/// <summary>What is wrong with one sample of an answer.</summary>
/// <param name="File">Its place among the files that came; null when it did not come.</param>
/// <param name="Text">The sentence that names it.</param>
internal sealed record SampleFault(int? File, string Text);
