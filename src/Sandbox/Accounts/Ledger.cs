using System.Collections.Concurrent;

namespace Connector.Sandbox.Accounts;

/// <summary>The accounts of a sandbox; an account opens with the first request of its key.</summary>
internal sealed class Ledger(SandboxOptions options)
{
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <summary>The account of a key, or null when no sandbox accepts the key.</summary>
    public Account? Find(string key) =>
        IsKey(key) ? _accounts.GetOrAdd(key, static (opened, start) => new Account(opened, start), options) : null;

    private static bool IsKey(string key) =>
        string.Equals(key, SandboxServer.Key, StringComparison.Ordinal)
        || (key.StartsWith(SandboxServer.Key + "-", StringComparison.Ordinal) && key.Length > SandboxServer.Key.Length + 1);
}
