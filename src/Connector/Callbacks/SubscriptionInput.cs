using Connector.Actions;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Runs;
using Connector.Values;

namespace Connector.Callbacks;

/// <summary>What a caller gives to be told of events.</summary>
public static class SubscriptionInput
{
    /// <summary>The format that Standard Webhooks recommends.</summary>
    public const string Envelope = "webhook";

    private const string Cloud = "cloudevents";

    /// <summary>Where events go.</summary>
    public static TextParameter Callback { get; } = CallbackUrl.Parameter with
    {
        Required = true,
        Description = "Where each event is sent with a signed POST. An https address.",
        Visibility = Visibility.Important,
    };

    /// <summary>Which events.</summary>
    public static ChoiceListParameter Events { get; } = new()
    {
        Name = "events",
        Label = "Events",
        Description = "What to be told of.",
        Required = true,
        Visibility = Visibility.Important,
        MinItems = 1,
        Item = new ChoiceParameter { Name = "event", Label = "Event", Description = "What to be told of.", AllowedChoices = EventTypes.All },
    };

    /// <summary>Of which action.</summary>
    public static TextParameter Action { get; } = new()
    {
        Name = "action",
        Label = "Action",
        Description = "The full name of the one action whose events are sent; those of all when it is left out.",
        MinLength = 1,
        Example = "dreamstudio-text-to-image",
    };

    /// <summary>How events are written.</summary>
    public static ChoiceParameter Format { get; } = new()
    {
        Name = "format",
        Label = "Format",
        Description = "How an event is written: type, timestamp and data, or as CloudEvents 1.0 in structured JSON.",
        AllowedChoices = [new(Envelope, "Type, timestamp and data"), new(Cloud, "CloudEvents")],
        Default = Envelope,
    };

    /// <summary>All of it.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } = [Callback, Events, Action, Format];

    /// <summary>Reads the body to its end.</summary>
    /// <param name="body">The body.</param>
    /// <param name="catalog">The actions.</param>
    /// <param name="policy">Which addresses may be called.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException"><c>invalid_input</c> (400) with all problems; <c>unknown_action</c> (404).</exception>
    public static async Task<Subscription> ReadAsync(Stream body, Catalog catalog, CallbackPolicy policy, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(caller);
        var problems = new ProblemList();
        var values = ParameterValues.Read(Parameters, await JsonBody.MembersAsync(body, $"{Callback.Name} and {Events.Name}", cancellationToken), "", problems);
        if (values.TryGet(Callback, out var url) && policy.Check(url) is { } problem)
        {
            problems.Add(problem.Parameter, problem.Code, problem.Message);
        }

        if (problems.Count > 0)
        {
            throw ConnectorException.InvalidInput("The subscription", problems);
        }

        return new Subscription
        {
            Id = RunKey.New(),
            Caller = caller.Name,
            Url = new Uri(url!),
            Events = values.Get(Events, []),
            Action = values.TryGet(Action, out var action) ? catalog.Find(action).Name : null,
            Format = values.Get(Format, Envelope) == Cloud ? DeliveryFormat.CloudEvents : DeliveryFormat.Webhook,
            Created = now,
        };
    }

    /// <summary>A format as callers write it.</summary>
    /// <param name="format">The format.</param>
    public static string NameOf(DeliveryFormat format) => format == DeliveryFormat.CloudEvents ? Cloud : Envelope;
}
