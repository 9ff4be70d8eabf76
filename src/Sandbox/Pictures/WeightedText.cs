namespace Connector.Sandbox.Pictures;

/// <summary>A prompt; a negative weight says what the picture should not show.</summary>
internal readonly record struct WeightedText(string Text, double Weight);
