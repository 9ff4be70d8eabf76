using Connector.Failures;

namespace Connector.Images;

/// <summary>Draws pictures anew: turned by EXIF, in sRGB with 8 bits, in another size and format. A host may do without one.</summary>
public interface IPictureLibrary
{
    /// <summary>Draws a picture. As many are decoded at once as there are slots; further ones wait.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="openRead">Opens it.</param>
    /// <param name="order">What is to become of it.</param>
    /// <param name="cancellationToken">Stops the waiting and the reading.</param>
    /// <returns>The new file.</returns>
    /// <exception cref="ConnectorException"><c>picture_unusable</c> (422): it is broken, of another format, or too large.</exception>
    Task<byte[]> RedrawAsync(
        string name, long bytes, Func<CancellationToken, Task<Stream>> openRead, PictureOrder order, CancellationToken cancellationToken);
}
