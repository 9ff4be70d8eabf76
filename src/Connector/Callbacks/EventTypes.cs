using Connector.Declaration;

namespace Connector.Callbacks;

/// <summary>What others can be told of.</summary>
public static class EventTypes
{
    /// <summary>A picture, sound or model has been saved: one event for each file.</summary>
    public const string FileCreated = "file.created";

    /// <summary>A run that was begun has failed.</summary>
    public const string RunFailed = "run.failed";

    /// <summary>Every run of a batch has ended.</summary>
    public const string BatchEnded = "batch.ended";

    /// <summary>The end of the job that a callback is for; nobody subscribes to it.</summary>
    internal const string JobEnded = "job.ended";

    /// <summary>All that can be subscribed to.</summary>
    public static IReadOnlyList<Choice> All { get; } =
        [new(FileCreated, "A file is created"), new(RunFailed, "A run fails"), new(BatchEnded, "A batch ends")];
}
