using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Connector.Sandbox.V2Beta;

/// <summary>The jobs of a sandbox; a job is in progress for a while and is kept for a day.</summary>
internal sealed class JobStore(SandboxOptions options)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Job> _jobs = new(StringComparer.Ordinal);

    public long Now => options.Time.GetTimestamp();

    /// <summary>Keeps a job and returns its id, 64 hexadecimal digits.</summary>
    public string Add(Job job)
    {
        foreach (var (old, _) in _jobs.Where(kept => IsExpired(kept.Value)))
        {
            _jobs.TryRemove(old, out _);
        }

        var id = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _jobs[id] = job;
        return id;
    }

    public Job? Find(string id) => _jobs.TryGetValue(id, out var job) && !IsExpired(job) ? job : null;

    public bool IsInProgress(Job job) => options.Time.GetElapsedTime(job.Started) < options.AsyncDelay;

    private bool IsExpired(Job job) => options.Time.GetElapsedTime(job.Started) >= Kept;
}
