namespace Connector.Testing;

/// <summary>What a program came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>All that it wrote, for the message of a failed assertion.</summary>
    public string Everything => $"{Output}\n{Errors}".Trim();
}
