using System.Globalization;
using Connector.Failures;

namespace Connector.Images;

/// <summary>Why a picture cannot be drawn anew.</summary>
public static class PictureFailures
{
    /// <summary>422: it is a file of another kind.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="format">What it is.</param>
    public static ConnectorException NotAPicture(string name, MediaFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new ConnectorException(422, ErrorCodes.NotAPicture, $"{name} is {format.ContentType}, and only pictures are drawn in another size or format.");
    }

    /// <summary>422: it cannot be decoded.</summary>
    /// <param name="name">What it is called.</param>
    public static ConnectorException Broken(string name) =>
        new(422, ErrorCodes.PictureUnusable, $"{name} cannot be decoded: it is damaged or cut short, or no PNG, JPEG or WebP.");

    /// <summary>422: it would take too much memory.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="pixels">How many pixels it has.</param>
    /// <param name="most">How many are decoded at most.</param>
    public static ConnectorException TooManyPixels(string name, long pixels, long most) => new(
        422, ErrorCodes.PictureUnusable, string.Create(CultureInfo.InvariantCulture, $"{name} has {pixels:N0} pixels; at most {most:N0} are decoded."));

    /// <summary>422: it would take too much memory.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="bytes">How long it is.</param>
    /// <param name="most">How long it may be.</param>
    public static ConnectorException TooManyBytes(string name, long bytes, long most) => new(
        422, ErrorCodes.PictureUnusable, string.Create(CultureInfo.InvariantCulture, $"{name} has {bytes:N0} bytes; pictures of at most {most:N0} are decoded."));

    /// <summary>501: the host has no picture library.</summary>
    /// <param name="what">What it would be needed for.</param>
    public static ConnectorException NoLibrary(string what) => new(
        501, ErrorCodes.PicturesUnavailable, $"This host has no picture library, which {what} needs. The self-host has one; the function app does without.");
}
