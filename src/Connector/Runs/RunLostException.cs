namespace Connector.Runs;

/// <summary>Another instance has taken the run over, which it does when this one seems dead.</summary>
internal sealed class RunLostException : Exception;
