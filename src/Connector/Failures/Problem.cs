namespace Connector.Failures;

/// <summary>One thing that is wrong with an input.</summary>
/// <param name="Parameter">The parameter's name, with index and field for list items (<c>text_prompts[0].text</c>).</param>
/// <param name="Code">A stable snake_case code: see <see cref="ProblemCodes"/>.</param>
/// <param name="Message">What is wrong and what would be right, with the limit and the value.</param>
public sealed record Problem(string Parameter, string Code, string Message);
