using System.Globalization;

namespace Connector.Runs;

/// <summary>A job as queues and their index know it.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Batch">The batch that it belongs to; null for a job of its own.</param>
/// <param name="Place">Its place in the batch, from 0.</param>
public sealed record JobTicket(string Id, string? Batch = null, int Place = 0)
{
    /// <summary>Its name in the index, where the jobs of a batch stand together and in order.</summary>
    internal string Name => Batch is null ? Id : string.Create(CultureInfo.InvariantCulture, $"{StartOf(Batch)}{Place:000}-{Id}");

    /// <summary>What the names of a batch's jobs begin with.</summary>
    internal static string StartOf(string batch) => batch + "-";

    /// <summary>The job of a name in the index; null when it is no job's.</summary>
    internal static JobTicket? Parse(string name) => name.Split('-') switch
    {
        [var id] when RunKey.IsId(id) => new JobTicket(id),
        [var batch, var place, var id] when RunKey.IsId(batch) && RunKey.IsId(id)
            && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new JobTicket(id, batch, number),
        _ => null,
    };
}
