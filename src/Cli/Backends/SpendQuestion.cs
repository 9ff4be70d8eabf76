namespace Connector.Cli.Backends;

/// <summary>Which spending is asked for; what is null is left to whoever answers.</summary>
/// <param name="From">The first UTC day.</param>
/// <param name="To">The last one.</param>
/// <param name="By">What rows are made by, separated by commas.</param>
/// <param name="WithBalance">Whether the apps' balances are read too.</param>
internal sealed record SpendQuestion(string? From, string? To, string? By, bool WithBalance);
