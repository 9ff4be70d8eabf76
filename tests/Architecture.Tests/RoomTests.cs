namespace Connector.Architecture.Tests;

/// <summary>The doors between rooms open one way.</summary>
public sealed class RoomTests
{
    private const string Cli = "Connector.Cli";
    private const string Functions = "Connector.Functions";

    private static readonly string[] Product = ["Connector", "Connector.Page", "Connector.Api", Cli, Functions];

    private static readonly IReadOnlyList<CompiledType> Types = CompiledReferences.Types(Product);
    private static readonly IReadOnlyList<(CompiledType User, CompiledType Used)> References = CompiledReferences.Within(Product);

    [Fact]
    public void A_room_uses_only_the_rooms_above_it() => AssertNone(RoomOrder.Drawn.Violations(References));

    [Fact]
    public void Every_namespace_is_a_room() => AssertNone(RoomOrder.Drawn.Homeless(Types));

    [Fact]
    public void Every_room_is_drawn_once_and_has_something_in_it()
    {
        var drawn = RoomOrder.Drawn.Lines.SelectMany(line => line).ToList();

        Assert.Equal(drawn.Distinct(), drawn);
        Assert.Empty(drawn.Except(Types.Select(type => type.Room)));
    }

    [Fact]
    public void The_two_hosts_know_nothing_of_each_other() =>
        AssertNone(References
            .Where(reference => (reference.User.Assembly, reference.Used.Assembly) is (Cli, Functions) or (Functions, Cli))
            .Select(reference => $"{reference.User} must not use {reference.Used}."));

    [Fact]
    public void A_door_that_opens_the_other_way_is_named_with_both_types()
    {
        var upsideDown = new RoomOrder([.. RoomOrder.Drawn.Lines.Reverse()]);

        var violations = upsideDown.Violations(References).ToList();

        Assert.Contains(violations, violation => violation.StartsWith("Connector.Upstream.RequestEncoder must not use Connector.Input.ActionInput:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_namespace_is_named_with_its_type()
    {
        var withoutTheLast = new RoomOrder([.. RoomOrder.Drawn.Lines.SkipLast(1)]);

        Assert.Contains(withoutTheLast.Homeless(Types), homeless => homeless.StartsWith("Connector.Functions.", StringComparison.Ordinal));
    }

    /// <summary>Unlike xunit's own, it shows every fault whole.</summary>
    private static void AssertNone(IEnumerable<string> faults)
    {
        var all = string.Join(Environment.NewLine, faults);
        Assert.True(all.Length == 0, all);
    }
}
