using Connector.Access;
using Microsoft.Extensions.Primitives;

namespace Connector.Api.Hosting;

/// <summary>
/// Has access keys follow the settings while the server runs: <c>appsettings.json</c> is looked at every few seconds, since watching its
/// folder would wake this process for each file that is saved below it; another source of settings tells by itself.
/// </summary>
/// <param name="configuration">The settings.</param>
/// <param name="keys">The keys.</param>
/// <param name="time">The clock.</param>
internal sealed class SettingsWatch(IConfigurationRoot configuration, AccessKeys keys, TimeProvider time) : BackgroundService
{
    /// <summary>How long a changed key takes to count.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private IDisposable? _told;

    /// <summary>The file.</summary>
    internal string File { get; init; } = Path.GetFullPath(ConnectorConfiguration.FileName);

    public override void Dispose()
    {
        _told?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _told = ChangeToken.OnChange(configuration.GetReloadToken, () => keys.Reload(configuration));
        if (!configuration.Providers.OfType<FileConfigurationProvider>().Any())
        {
            return;
        }

        var file = new FileInfo(File);
        var known = StampOf(file);
        while (!stoppingToken.IsCancellationRequested)
        {
            // A cancelled service would be told as the host's fault, beside what really stopped it.
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (StampOf(file) is var stamp && stamp != known)
            {
                known = stamp;
                Reload();
            }
        }
    }

    /// <summary>A deleted file has a stamp of its own.</summary>
    private static (DateTime Written, long Length) StampOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private void Reload()
    {
        try
        {
            configuration.Reload();
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            // Somebody is in the midst of writing it, or made a mistake: the keys of before stay in force.
            keys.Refuse($"{ConnectorConfiguration.FileName} cannot be read: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}");
        }
    }
}
