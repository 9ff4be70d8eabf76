using System.Collections;
using Connector.Failures;

namespace Connector.Values;

/// <summary>Collects everything that is wrong with an input, so that the caller learns it all at once.</summary>
internal sealed class ProblemList : IReadOnlyList<Problem>
{
    /// <summary>Enough to fix any real call; a hostile body of a hundred thousand names gets no longer answer than this.</summary>
    private const int MostListed = 100;

    private readonly List<Problem> _problems = [];

    public int Count => _problems.Count;

    public Problem this[int index] => _problems[index];

    public bool IsFull => _problems.Count >= MostListed;

    /// <summary>Whether there is a problem with a parameter or with a part of it.</summary>
    public bool AnyAbout(string path) => _problems.Exists(problem =>
        problem.Parameter.StartsWith(path, StringComparison.Ordinal)
        && (problem.Parameter.Length == path.Length || problem.Parameter[path.Length] is '[' or '.'));

    public void Add(string path, string code, string message)
    {
        if (!IsFull)
        {
            _problems.Add(new Problem(path, code, message));
        }
    }

    public void InvalidType(string path, string expected, InputValue received) =>
        Add(path, ProblemCodes.InvalidType, $"{path} must be {expected}; received {received.Describe()}.");

    public IEnumerator<Problem> GetEnumerator() => _problems.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
