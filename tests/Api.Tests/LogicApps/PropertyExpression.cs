namespace Connector.Api.Tests.LogicApps;

/// <summary>A property of a value.</summary>
/// <param name="Of">The value.</param>
/// <param name="Name">The property's name.</param>
/// <param name="IsSafe">Whether the property of nothing is nothing, in place of a failure.</param>
internal sealed record PropertyExpression(Expression Of, string Name, bool IsSafe) : Expression
{
    public override IEnumerable<Expression> All => Of.All.Prepend(this);
}
