using Connector.Callers;
using Connector.Declaration;
using Connector.Files;

namespace Connector.Output;

/// <summary>Where files of a day will go, to be proved before anything is paid for.</summary>
internal static class ResultFolders
{
    /// <summary>The folder of an action's files, be it that another action fetches them; null for one that makes none.</summary>
    public static string? Of(ConnectorAction action, DateTimeOffset now, Caller? caller = null) => action.Output switch
    {
        MediaOutput => Of(action.Name, now, caller),
        JobOutput job => Of(job.ResultAction, now, caller),
        _ => null,
    };

    private static string Of(string root, DateTimeOffset now, Caller? caller) => (caller ?? Caller.Nobody).FolderOf(MediaPath.Folder(root, now));

    /// <summary>The folders of all actions, of what callers bring and of what is kept for the operator.</summary>
    public static IReadOnlyCollection<string> All(IEnumerable<ConnectorAction> actions, DateTimeOffset now)
    {
        string[] others = [MediaPath.Uploads, MediaPath.JobInputs];
        return [.. actions.Select(action => Of(action, now)).OfType<string>(), .. others.Select(folder => MediaPath.Folder(folder, now)), MediaPath.Refused, Caller.Root];
    }
}
