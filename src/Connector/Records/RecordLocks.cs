using System.Security.Cryptography;
using System.Text;

namespace Connector.Records;

/// <summary>
/// The turns of those who write records. The system's lock on a file tells processes apart and ends with the process that holds it,
/// however it ends. A lock file is never deleted (the next one of its name would be another lock), so records share a fixed number.
/// </summary>
internal sealed class RecordLocks(string folder, TimeProvider time)
{
    private const int Count = 64;

    /// <summary>The longest pause before a look whether another process is done; its turn takes a few milliseconds.</summary>
    private const int LongestPauseMilliseconds = 10;

    /// <summary>Within this process nobody needs to look again and again.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(initialCount: 1, maxCount: 1))];

    /// <summary>Waits for the turn to write a record.</summary>
    public async Task<RecordTurn> TakeAsync(string name, CancellationToken cancellationToken)
    {
        var number = SHA256.HashData(Encoding.ASCII.GetBytes(name))[0] % Count;
        await _turns[number].WaitAsync(cancellationToken);
        try
        {
            var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{number:x2}");
            return new RecordTurn(await OpenAsync(path, cancellationToken), _turns[number], path + ".draft");
        }
        catch
        {
            _turns[number].Release();
            throw;
        }
    }

    private async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure) when (IsTaken(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, LongestPauseMilliseconds + 1)), time, cancellationToken);
            }
        }
    }

    /// <summary>Sharing violation on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    private static bool IsTaken(IOException failure) => failure.HResult is unchecked((int)0x80070020) or 11 or 35;
}
