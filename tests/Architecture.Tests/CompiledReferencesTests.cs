namespace Connector.Architecture.Tests;

/// <summary>Nothing that C# can say about another type is overlooked.</summary>
public sealed class CompiledReferencesTests
{
    private static readonly string Assembly = typeof(CompiledReferencesTests).Assembly.GetName().Name!;

    [Theory]
    [InlineData(nameof(UsedAsAttribute))]
    [InlineData(nameof(UsedAsAttributeArgument))]
    [InlineData(nameof(UsedAsConstraint))]
    [InlineData(nameof(UsedInSignature))]
    [InlineData(nameof(UsedInAsync))]
    [InlineData(nameof(UsedInLambda))]
    [InlineData(nameof(UsedInTest))]
    [InlineData(nameof(UsedInArray))]
    [InlineData(nameof(UsedInTypeOf))]
    [InlineData(nameof(UsedInCatch))]
    [InlineData(nameof(UsedInFilter))]
    [InlineData(nameof(UsedAsTypeArgument))]
    public void A_use_is_found_wherever_it_stands(string used) =>
        Assert.Contains(CompiledReferences.Within(Assembly), reference => (reference.User.Name, reference.Used.Name) == (nameof(UserOfTypes), used));
}
