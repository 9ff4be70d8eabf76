namespace Connector.Api.Documents.Api;

/// <summary>Whom a part of the API is shown to. What is shown to nobody works all the same: it is another way to say what has a part of its own.</summary>
[Flags]
public enum ApiAudience
{
    /// <summary>Nobody: the words of an operation tell of it.</summary>
    None = 0,

    /// <summary>Builders of flows, who read the Swagger document.</summary>
    Flows = 1,

    /// <summary>Programs, whose clients are generated from the OpenAPI document.</summary>
    Programs = 2,

    /// <summary>All of them.</summary>
    All = Flows | Programs,
}
