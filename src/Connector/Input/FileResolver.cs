using System.Buffers;
using System.Globalization;
using System.Text;
using Connector.Declaration;
using Connector.Failures;
using Connector.Fetching;
using Connector.Files;
using Connector.Images;
using Connector.Values;

namespace Connector.Input;

/// <summary>Finds the files that an input refers to and checks them against the declaration, reading no more than their headers.</summary>
/// <param name="sink">Where stored paths lead.</param>
/// <param name="fetcher">Fetches addresses.</param>
public sealed class FileResolver(IMediaSink sink, GuardedFetcher fetcher)
{
    /// <summary>A header that has not come by then is not coming: EXIF and colour profiles stay well below.</summary>
    private const int MostHeaderBytes = 4 * 1024 * 1024;

    /// <summary>Finds a file; null and a problem when it cannot be used.</summary>
    internal async Task<InputFile?> ResolveAsync(
        FileParameter parameter, FileReference reference, InputSpool spool, ProblemList problems, CancellationToken cancellationToken)
    {
        var problemsBefore = problems.Count;
        if (await FindAsync(parameter, reference, spool, problems, cancellationToken) is not { } found)
        {
            return null;
        }

        if (found.Length > parameter.MaxBytes)
        {
            throw ConnectorException.TooLarge(parameter.Name, parameter.MaxBytes, found.Length.ToString("N0", CultureInfo.InvariantCulture));
        }

        var seen = await InspectAsync(found.OpenRead, cancellationToken);
        foreach (var refusal in Refuse(parameter, seen.Format, seen.Header))
        {
            problems.Add(parameter.Name, ProblemCodes.InvalidFile, refusal);
        }

        return problems.Count == problemsBefore ? new InputFile(seen.Format, found.Length, seen.Header, reference.Path, found.OpenRead) : null;
    }

    private static IEnumerable<string> Refuse(FileParameter parameter, MediaFormat format, ImageHeader? header)
    {
        var names = string.Join(", ", parameter.Formats.Select(known => known.Name));
        if (!parameter.Formats.Contains(format))
        {
            return [$"{parameter.Name} must be {names}; its bytes are {(format == MediaFormat.Unknown ? "of no known format" : format.Name)}."];
        }

        if (!parameter.Formats.All(known => known.IsImage))
        {
            return [];
        }

        return header is null
            ? [$"{parameter.Name} is a {format.Name} without a readable header: it is cut short or damaged."]
            : (parameter.Image?.Refuse(header) ?? []).Select(refusal => $"{parameter.Name} is {header.Width}x{header.Height} pixels: {refusal}.");
    }

    /// <summary>Reads as far as the header.</summary>
    private static async Task<ImageScanner> InspectAsync(Func<CancellationToken, Task<Stream>> openRead, CancellationToken cancellationToken)
    {
        await using var content = await openRead(cancellationToken);
        var scanner = new ImageScanner();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var read = 0L;
            while (scanner.Header is null && !scanner.IsHopeless && read < MostHeaderBytes
                && await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                scanner.Append(buffer.AsSpan(0, count));
                read += count;
            }

            return scanner;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<FoundFile?> FindAsync(
        FileParameter parameter, FileReference reference, InputSpool spool, ProblemList problems, CancellationToken cancellationToken)
    {
        switch (reference)
        {
            case { Upload: { } upload }:
                return Of(upload);
            case { Path: { } path }:
                if (await sink.FindAsync(path, cancellationToken) is { } stored)
                {
                    return new FoundFile(stored.Bytes, stored.OpenRead);
                }

                problems.Add(parameter.Name, ProblemCodes.FileNotFound, $"{parameter.Name}: there is no stored file \"{InputText.Shorten(path)}\".");
                return null;
            case { Url: { } url }:
                return await FetchAsync(parameter, url, spool, problems, cancellationToken);
            default:
                return await DecodeAsync(parameter, reference.Base64!, spool, problems, cancellationToken);
        }
    }

    private async Task<FoundFile?> FetchAsync(
        FileParameter parameter, string url, InputSpool spool, ProblemList problems, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            problems.Add(parameter.Name, ErrorCodes.UrlRefused, $"{parameter.Name} is not a valid https URL: \"{InputText.Shorten(url)}\".");
            return null;
        }

        try
        {
            await using var fetched = await fetcher.OpenAsync(address, cancellationToken);
            return Of(await spool.AddAsync(parameter.Name, fetched.Content, parameter.MaxBytes, cancellationToken));
        }
        catch (ConnectorException refused) when (refused.Code != ErrorCodes.PayloadTooLarge)
        {
            problems.Add(parameter.Name, refused.Code, $"{parameter.Name}: {refused.Message}");
            return null;
        }
    }

    private static async Task<FoundFile?> DecodeAsync(
        FileParameter parameter, string base64, InputSpool spool, ProblemList problems, CancellationToken cancellationToken)
    {
        await using var bytes = new LooseBase64Stream(new MemoryStream(Encoding.Latin1.GetBytes(base64)));
        try
        {
            if (await spool.AddAsync(parameter.Name, bytes, parameter.MaxBytes, cancellationToken) is { Length: > 0 } file)
            {
                return Of(file);
            }

            NotAFile("it is blank");
        }
        catch (FormatException broken)
        {
            NotAFile($"as base64, it {broken.Message}");
        }

        return null;

        void NotAFile(string why) => problems.Add(
            parameter.Name,
            ProblemCodes.InvalidFormat,
            $"{parameter.Name} is neither a stored path, nor base64, nor an https URL ({why}); received \"{InputText.Shorten(base64)}\".");
    }

    private static FoundFile Of(SpooledFile file) => new(file.Length, _ => Task.FromResult(file.OpenRead()));

    /// <summary>A file that is there and was not looked at yet.</summary>
    private sealed record FoundFile(long Length, Func<CancellationToken, Task<Stream>> OpenRead);
}
