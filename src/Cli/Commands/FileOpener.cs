using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Connector.Cli.Backends;

namespace Connector.Cli.Commands;

/// <summary><c>--open</c>: files of a receipt in the programs that the system has for them.</summary>
internal static class FileOpener
{
    /// <summary>Opens them; one that cannot be opened is no failure of its run.</summary>
    /// <param name="backend">Has the files.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="copies">Where they were copied; empty for nowhere.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task OpenAsync(IBackend backend, JsonElement receipt, IReadOnlyList<string> copies, CancellationToken cancellationToken)
    {
        foreach (var place in copies.Count > 0 ? copies.Select(Path.GetFullPath) : await FindAsync(backend, receipt, cancellationToken))
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(place) { UseShellExecute = true });
            }
            catch (Win32Exception failure)
            {
                await Console.Error.WriteLineAsync($"--open: {place} cannot be opened here: {failure.Message}");
            }
        }
    }

    /// <summary>The files where they lie, or else copies in the temporary folder.</summary>
    private static async Task<IReadOnlyList<string>> FindAsync(IBackend backend, JsonElement receipt, CancellationToken cancellationToken)
    {
        var places = new List<string>();
        var output = new PictureOutput(backend, overwrites: true);
        foreach (var file in ReceiptFiles.Of(receipt))
        {
            if (ReceiptFiles.PlaceOf(file) is { } local)
            {
                places.Add(local);
            }
            else if (ReceiptFiles.TextOf(file, "path") is { } path)
            {
                var copy = Path.Combine(Path.GetTempPath(), "connector-opened", Path.GetFileName(path));
                await output.CopyAsync(path, copy, cancellationToken);
                places.Add(copy);
            }
        }

        return places;
    }
}
