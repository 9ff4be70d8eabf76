namespace Connector.Sandbox.Accounts;

/// <summary>What one key owns: its credits and its rate window.</summary>
internal sealed class Account(string key, SandboxOptions options)
{
    private readonly Lock _lock = new();
    private decimal _credits = options.Credits;

    /// <summary>The user's id, for example <c>user-sandbox</c> of the key <c>sk-sandbox</c>.</summary>
    public string UserId { get; } = "user-" + key["sk-".Length..];

    public RequestWindow Window { get; } = new(options.Time, options.RequestsPerWindow);

    public decimal Credits
    {
        get
        {
            lock (_lock)
            {
                return _credits;
            }
        }
    }

    /// <summary>Takes the cost off the balance, or nothing when the balance is too small.</summary>
    public bool TryCharge(decimal cost)
    {
        lock (_lock)
        {
            if (cost > _credits)
            {
                return false;
            }

            _credits -= cost;
            return true;
        }
    }
}
