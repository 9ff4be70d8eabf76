namespace Connector.Api.Tests.LogicApps;

/// <summary>An expression of the workflow definition language, as far as the sample uses it.</summary>
internal abstract record Expression
{
    /// <summary>This one and all within it.</summary>
    public virtual IEnumerable<Expression> All => [this];
}
