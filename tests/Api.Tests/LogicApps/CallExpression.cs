namespace Connector.Api.Tests.LogicApps;

/// <summary>A function and what it is given.</summary>
internal sealed record CallExpression(string Function, IReadOnlyList<Expression> Arguments) : Expression
{
    public override IEnumerable<Expression> All => Arguments.SelectMany(argument => argument.All).Prepend(this);

    /// <summary>The first argument when it is a plain text: the name of an action or of a parameter.</summary>
    public string? Name => Arguments is [LiteralExpression { Value: var value }, ..] && value.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? value.GetValue<string>()
        : null;
}
