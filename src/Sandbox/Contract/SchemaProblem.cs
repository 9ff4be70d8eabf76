namespace Connector.Sandbox.Contract;

/// <summary>A value that breaks a schema: where it is, which keyword it breaks and what the keyword demands.</summary>
/// <param name="Path">For example <c>text_prompts[0].text</c>; empty for the whole body.</param>
/// <param name="Keyword">The schema keyword, for example <c>maximum</c>.</param>
/// <param name="Demand">For example <c>must be at most 35</c>.</param>
internal sealed record SchemaProblem(string Path, string Keyword, string Demand)
{
    public override string ToString() => $"{(Path.Length == 0 ? "body" : Path)}: {Demand}";
}
