namespace Connector.Cli.Batching;

/// <summary>How far a batch has come.</summary>
/// <param name="Done">How many rows have ended, those of earlier processes too.</param>
/// <param name="Succeeded">How many of them went well.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Uncertain">How many of those may have been charged.</param>
/// <param name="Credits">What all have cost by their documented prices.</param>
/// <param name="OnTheirWay">How many calls are on their way.</param>
internal sealed record BatchStanding(long Done, long Succeeded, long Failed, long Uncertain, decimal Credits, int OnTheirWay);
