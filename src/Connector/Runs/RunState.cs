using System.Text.Json.Serialization;

namespace Connector.Runs;

/// <summary>How far a recorded run has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Nobody has begun it.</summary>
    Queued,

    /// <summary>Somebody prepares it; nothing has been sent upstream, so whoever takes it over may begin anew.</summary>
    Running,

    /// <summary>The call is on its way upstream: it may have been accepted, so it is never sent again.</summary>
    Sent,

    /// <summary>Upstream has accepted it and works on it; the result is looked for.</summary>
    Waiting,

    /// <summary>It is over: the answer is there.</summary>
    Done,
}
