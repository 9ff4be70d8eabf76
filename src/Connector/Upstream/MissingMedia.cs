namespace Connector.Upstream;

/// <summary>What an answer said about a file that did not come.</summary>
/// <param name="Facts">What it said.</param>
/// <param name="FilesBefore">How many files had come before its place.</param>
internal readonly record struct MissingMedia(MediaFacts Facts, int FilesBefore);
