using System.Collections.Concurrent;
using System.Globalization;
using Connector.Failures;
using Connector.Input;

namespace Connector.Access;

/// <summary>How many runs callers have begun in the last minute, in this process.</summary>
/// <param name="time">The clock.</param>
public sealed class CallerRates(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Queue<long>> _begun = new(StringComparer.Ordinal);

    /// <summary>Counts runs that a caller is about to begin; an input with problems begins none.</summary>
    /// <param name="inputs">Their inputs, of one caller.</param>
    /// <exception cref="ConnectorException"><c>rate_limited</c> (429): none of them may begin now.</exception>
    public void Count(params IReadOnlyList<ActionInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs is not [{ Caller: { Name: { } name, RatePerMinute: { } most } }, ..] || inputs.Any(input => input.Validate().Count > 0))
        {
            return;
        }

        var runs = inputs.Count;

        var begun = _begun.GetOrAdd(name, _ => new Queue<long>());
        lock (begun)
        {
            while (begun.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            {
                begun.Dequeue();
            }

            if (begun.Count + runs > most)
            {
                throw Refused(name, most, runs, begun);
            }

            for (var run = 0; run < runs; run++)
            {
                begun.Enqueue(time.GetTimestamp());
            }
        }
    }

    private ConnectorException Refused(string name, int most, int runs, Queue<long> begun) => new(
        429,
        ErrorCodes.RateLimited,
        string.Create(CultureInfo.InvariantCulture, $"{name} may begin {most} runs in a minute and has begun {begun.Count}; this request would begin {runs}. Whoever runs the connector sets this."))
    {
        MayHaveBeenCharged = false,

        // More runs than a whole minute allows fit into no later one either.
        RetryAfter = runs > most ? null : Window - time.GetElapsedTime(begun.ElementAt(begun.Count + runs - most - 1)),
    };
}
