using Connector.Spending;

namespace Connector.Runs;

/// <summary>What an instance that can work has to tell.</summary>
/// <param name="FreeForFiles">The bytes free on the disk of local files; null where files are elsewhere or the system does not say.</param>
/// <param name="FreeForSpill">The bytes free on the disk of the folder for files that the store did not take.</param>
/// <param name="Limits">The limits of spending that hold for all callers.</param>
/// <param name="Warnings">What is away that calls do without.</param>
public sealed record ReadinessReport(long? FreeForFiles, long? FreeForSpill, IReadOnlyList<SpendLimitState> Limits, IReadOnlyList<string> Warnings);
