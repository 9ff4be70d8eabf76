using Connector.Declaration;
using Connector.Failures;
using Connector.Images;
using Connector.Values;

namespace Connector.Input;

/// <summary>Makes pictures fit that an action would not take as they are, where the caller asks for it, and says what it did.</summary>
/// <param name="library">Draws pictures; null where the host has no library.</param>
internal sealed class PictureFitter(IPictureLibrary? library)
{
    /// <summary>Fits a picture.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="found">The file.</param>
    /// <param name="seen">What it is.</param>
    /// <param name="call">What the fitting is for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The fitted file; null when it needs none, or cannot be fitted, as <paramref name="call"/> tells then.</returns>
    /// <exception cref="ConnectorException">The host has no picture library (501), or the picture cannot be decoded (422).</exception>
    public async Task<SpooledFile?> FitAsync(
        FileParameter parameter, FoundFile found, FileInspection seen, FileResolving call, CancellationToken cancellationToken)
    {
        var header = seen.Header!;
        var isOnItsSide = ExifOrientation.IsOnItsSide(seen.Orientation);
        var (width, height) = isOnItsSide ? (header.Height, header.Width) : (header.Width, header.Height);
        var mayChangeProportions = call.Fit != FitPolicy.Contain;
        var size = parameter.Sizes?.Invoke(call.Values) is { } sizes
            ? FittedSize.Nearest(width, height, sizes, mayChangeProportions)
            : FittedSize.Of(width, height, parameter.Image, mayChangeProportions, isCut: call.Fit == FitPolicy.Cover);
        if (size is null)
        {
            call.Problems.Add(
                parameter.Name,
                ProblemCodes.InvalidFile,
                $"{parameter.Name} is {width}x{height} pixels and cannot be fitted in these proportions: {parameter.Limits}{(mayChangeProportions ? "" : $" {FitPolicy.Fit.Name} = {FitPolicy.Cover} cuts it, {FitPolicy.Pad} adds bars.")}");
            return null;
        }

        var format = FormatFor(parameter, seen, found.Length > parameter.MaxBytes);
        var changes = Changes(parameter, found, seen, (width, height), size, format).ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        if (library is null)
        {
            throw PictureFailures.NoLibrary($"{FitPolicy.Fit.Name} = {call.Fit}");
        }

        var placement = call.Fit switch
        {
            FitPolicy.Cover => PicturePlacement.Covering,
            FitPolicy.Pad => PicturePlacement.Framed,
            _ => PicturePlacement.Stretched,
        };
        var drawn = await library.RedrawAsync(parameter.Name, found.Length, found.OpenRead, new PictureOrder(size.Width, size.Height, placement, format), cancellationToken);
        call.Warnings.Add($"{parameter.Name} was {string.Join(", ", changes)}, as {FitPolicy.Fit.Name} = {call.Fit} asks.");
        return await call.Spool.AddAsync(parameter.Name, new MemoryStream(drawn, writable: false), parameter.MaxBytes, cancellationToken);
    }

    /// <summary>What makes the picture another, as parts of a sentence.</summary>
    private static IEnumerable<string> Changes(
        FileParameter parameter, FoundFile found, FileInspection seen, (int Width, int Height) before, FittedSize after, MediaFormat format)
    {
        if (seen.Orientation != ExifOrientation.Upright)
        {
            yield return "turned as its EXIF says";
        }

        if ((after.Width, after.Height) != before)
        {
            yield return $"brought from {before.Width}x{before.Height} to {after.Width}x{after.Height} pixels";
        }

        if (seen.Colours is { } colours)
        {
            yield return $"converted from {colours}";
        }

        if (found.Length > parameter.MaxBytes)
        {
            yield return $"saved as {format.Name} to become shorter than {found.Length:N0} bytes";
        }
        else if (!parameter.Formats.Contains(seen.Format))
        {
            yield return $"converted from {seen.Format.Name} to {format.Name}";
        }
    }

    /// <summary>JPEG for a photo and for what must become shorter, PNG otherwise; where neither is taken, the first that is.</summary>
    private static MediaFormat FormatFor(FileParameter parameter, FileInspection seen, bool mustBeShorter)
    {
        var wanted = seen.Format == MediaFormat.Jpeg || (mustBeShorter && !seen.Header!.HasAlpha) ? MediaFormat.Jpeg : MediaFormat.Png;
        return parameter.Formats.Contains(wanted) ? wanted : parameter.Formats.First(format => format.IsImage);
    }
}
