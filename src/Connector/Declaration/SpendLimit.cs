using System.Globalization;
using Connector.Actions;
using Connector.Failures;

namespace Connector.Declaration;

/// <summary>The most that a call may cost: a parameter of every action that may cost anything, given to them by the <see cref="Catalog"/>.</summary>
public static class SpendLimit
{
    /// <summary>The parameter; it steers the connector and is not sent.</summary>
    public static NumberParameter MaxCredits { get; } = new()
    {
        Name = "max_credits",
        Label = "Max Credits",
        Description = "The most credits that the call may cost. If its documented price is higher, or it has none, it is refused before anything is sent.",
        Place = Place.Connector,
        Example = 100,
    };

    /// <summary>The action with the parameter and its rule; as it is where a call is free.</summary>
    internal static ConnectorAction AddTo(ConnectorAction action) => action.MayCost
        ? action with { Parameters = [.. action.Parameters, MaxCredits], Rules = [.. action.Rules, RuleOf(action.Price)] }
        : action;

    /// <summary>What is wrong with a price that has a limit; null when it is kept.</summary>
    /// <param name="what">What costs it: the beginning of the sentence.</param>
    /// <param name="credits">The documented price; null for none.</param>
    /// <param name="most">The limit.</param>
    internal static Problem? Check(string what, decimal? credits, double most) => credits switch
    {
        null => new Problem(
            MaxCredits.Name,
            ProblemCodes.PriceUnknown,
            string.Create(CultureInfo.InvariantCulture, $"{what} has no documented price, so nobody can promise that it costs no more than {MaxCredits.Name} = {most}.")),
        { } price when (double)price > most => new Problem(
            MaxCredits.Name,
            ProblemCodes.PriceTooHigh,
            string.Create(CultureInfo.InvariantCulture, $"{what} costs {price} credits by the documented price; {MaxCredits.Name} is {most}.")),
        _ => null,
    };

    private static Rule RuleOf(CreditPrice? price) => Rule.Custom(
        $"The documented price of the call must not be higher than {MaxCredits.Name}.",
        [MaxCredits, .. price?.DependsOn ?? []],
        values => values.TryGet(MaxCredits, out var most) ? Check("This call", price?.Of(values), most) : null);
}
