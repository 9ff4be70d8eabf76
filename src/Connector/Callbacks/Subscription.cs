using Connector.Records;

namespace Connector.Callbacks;

/// <summary>Somebody who wants to be told.</summary>
public sealed record Subscription : VersionedRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who wants it; null for nobody in particular.</summary>
    public string? Caller { get; init; }

    /// <summary>Where events go.</summary>
    public required Uri Url { get; init; }

    /// <summary>Of which events: some of <see cref="EventTypes.All"/>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Of which action alone; null for all.</summary>
    public string? Action { get; init; }

    /// <summary>How events are written.</summary>
    public required DeliveryFormat Format { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether it wants to be told of this.</summary>
    internal bool Wants(string type, string action) => Events.Contains(type, StringComparer.Ordinal) && (Action is null || Action == action);
}
