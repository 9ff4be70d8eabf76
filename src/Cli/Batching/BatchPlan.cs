using Connector.Cli.Backends;

namespace Connector.Cli.Batching;

/// <summary>What a look through all rows has told before the first is paid for.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Credits">What those cost together whose price is documented.</param>
/// <param name="Unpriced">How many have no documented price.</param>
/// <param name="Faults">What is wrong with the first rows that cannot be run, by row.</param>
/// <param name="FaultyRows">How many rows cannot be run.</param>
internal sealed record BatchPlan(long Rows, decimal Credits, long Unpriced, IReadOnlyList<(long Row, string Message)> Faults, long FaultyRows)
{
    private const int ShownFaults = 20;

    /// <summary>Looks through the rows. Files are not opened.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public static async Task<BatchPlan> MakeAsync(BatchSource source, CancellationToken cancellationToken)
    {
        var (rows, credits, unpriced, faulty) = (0L, 0m, 0L, 0L);
        var faults = new List<(long, string)>();
        await foreach (var (row, call) in source.ReadAsync(cancellationToken))
        {
            rows++;
            await using var input = CallReader.ToUnreadInput(call);
            if (input.Validate().Select(problem => problem.Message).Concat(CallReader.MissingIn(call)).ToList() is { Count: > 0 } problems)
            {
                faulty++;
                if (faults.Count < ShownFaults)
                {
                    faults.Add((row, string.Join(' ', problems)));
                }
            }
            else if (source.Action.Price?.Of(input.Values) is { } price)
            {
                credits += price;
            }
            else
            {
                unpriced++;
            }
        }

        return new BatchPlan(rows, credits, unpriced, faults, faulty);
    }
}
