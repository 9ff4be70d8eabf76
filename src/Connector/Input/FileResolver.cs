using System.Globalization;
using System.Text;
using Connector.Declaration;
using Connector.Failures;
using Connector.Fetching;
using Connector.Files;
using Connector.Images;
using Connector.Streams;
using Connector.Values;

namespace Connector.Input;

/// <summary>Finds the files that an input refers to and checks them against the declaration, reading them to their ends: a file that upstream cannot use is never sent.</summary>
/// <param name="sink">Where stored paths lead.</param>
/// <param name="fetcher">Fetches addresses.</param>
/// <param name="pictures">Draws pictures that are to be fitted; null where the host has no library.</param>
public sealed class FileResolver(IMediaSink sink, GuardedFetcher fetcher, IPictureLibrary? pictures = null)
{
    private readonly PictureFitter _fitter = new(pictures);

    /// <summary>What a reference means to the server whose files are at this address: its own links are stored paths, whatever their form.</summary>
    internal FileReference Own(FileReference reference, Uri? filesUrl)
    {
        if ((reference.Url ?? reference.Local ?? reference.Path) is not { } text)
        {
            return reference;
        }

        var path = filesUrl is null ? null : FileLink.PathIn(text, filesUrl);
        path ??= Uri.TryCreate(text, UriKind.Absolute, out var location) ? sink.PathOf(location) : null;
        return path is null ? reference : FileReference.OfPath(path);
    }

    /// <summary>The stored path that a text means, in whichever way a receipt names the file; the text itself where it means none.</summary>
    internal string PathOf(string text, Uri? filesUrl) => Own(FileReference.Parse(text), filesUrl).Path ?? text.Trim();

    /// <summary>Finds a file; null and a problem when it cannot be used.</summary>
    internal async Task<InputFile?> ResolveAsync(FileParameter parameter, FileReference reference, FileResolving call, CancellationToken cancellationToken)
    {
        var problemsBefore = call.Problems.Count;
        if (await FindAsync(parameter, reference, call, cancellationToken) is not { } found)
        {
            return null;
        }

        var seen = found.Length > parameter.MaxBytes && call.Fit is null ? null : await FileInspection.ReadAsync(found.OpenRead, cancellationToken);
        if (call.Fit is not null && seen!.IsPicture && parameter.IsPicture)
        {
            if (await _fitter.FitAsync(parameter, found, seen, call, cancellationToken) is { } fitted)
            {
                found = found with { Length = fitted.Length, OpenRead = _ => Task.FromResult(fitted.OpenRead()) };
                seen = await FileInspection.ReadAsync(found.OpenRead, cancellationToken);
            }
            else if (call.Problems.Count > problemsBefore)
            {
                return null;
            }
        }

        if (found.Length > parameter.MaxBytes || seen is null)
        {
            throw ConnectorException.TooLarge(parameter.Name, parameter.MaxBytes, found.Length.ToString("N0", CultureInfo.InvariantCulture));
        }

        foreach (var refusal in seen.Refuse(parameter))
        {
            call.Problems.Add(parameter.Name, ProblemCodes.InvalidFile, refusal);
        }

        if (call.Problems.Count > problemsBefore)
        {
            return null;
        }

        if (seen.Orientation != ExifOrientation.Upright)
        {
            call.Warnings.Add(
                $"{parameter.Name} is turned by its EXIF (orientation {seen.Orientation}), which image APIs leave out of account: it counts as it is stored, {seen.Header!.Width}x{seen.Header.Height} pixels. {FitPolicy.Fit.Name} = {FitPolicy.Contain} turns it.");
        }

        return new InputFile(seen.Format, found.Length, seen.Header, found.Path, found.OpenRead) { Url = found.Url };
    }

    private async Task<FoundFile?> FindAsync(
        FileParameter parameter, FileReference reference, FileResolving call, CancellationToken cancellationToken)
    {
        var (spool, problems) = (call.Spool, call.Problems);
        switch (reference)
        {
            case { Upload: { } upload }:
                return Of(upload);
            case { Markup: { } markup }:
                // Looked at like any file, it is told as what it is.
                return Of(await spool.AddAsync(parameter.Name, new MemoryStream(Encoding.UTF8.GetBytes(markup)), parameter.MaxBytes, cancellationToken));
            case { Url: { } data } when DataUrl.IsOne(data):
                problems.Add(parameter.Name, ErrorCodes.UrlRefused, $"{parameter.Name} is a data: URL that is not in base64: \"{InputText.Shorten(data)}\". {DataUrlAdvice(parameter, data)}");
                return null;
            case { Path: { } path }:
                if (await sink.FindAsync(path, call.Caller, cancellationToken) is { } stored)
                {
                    return new FoundFile(stored.Bytes, stored.OpenRead, stored.Path);
                }

                problems.Add(parameter.Name, ProblemCodes.FileNotFound, $"{parameter.Name}: there is no stored file \"{InputText.Shorten(path)}\". A file of your own is uploaded first, with POST /{FileLink.Route}.");
                return null;
            case { Local: { } place }:
                // A stored path that begins with a slash.
                if (await sink.FindAsync(place.TrimStart('/'), call.Caller, cancellationToken) is { } meant)
                {
                    return new FoundFile(meant.Bytes, meant.OpenRead, meant.Path);
                }

                problems.Add(parameter.Name, reference.IsFileUrl ? ErrorCodes.UrlRefused : ProblemCodes.FileNotFound, UploadFirst(parameter, place));
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
            return Of(await spool.AddAsync(parameter.Name, fetched.Content, parameter.MaxBytes, cancellationToken)) with { Url = address };
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

    private static string DataUrlAdvice(FileParameter parameter, string url) => DataUrl.IsSvg(url)
        ? $"An SVG drawing is not taken: export it as {parameter.Formats[0].Name} and send that."
        : "Send the file in base64, behind \"data:image/png;base64,\" or alone, or give a stored path or an https URL.";

    private static string UploadFirst(FileParameter parameter, string place) =>
        $"{parameter.Name}: \"{InputText.Shorten(place)}\" is a file on your own machine, which the server cannot read. Upload it with POST /{FileLink.Route} and give the path in its answer, or send the file itself: as the part {parameter.Name} of multipart/form-data, or as base64.";

    private static FoundFile Of(SpooledFile file) => new(file.Length, _ => Task.FromResult(file.OpenRead()));
}
