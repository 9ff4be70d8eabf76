namespace Connector.Callbacks;

/// <summary>Writes what a delivery sends, each time anew: links to files work for a short time.</summary>
public interface IDeliveryBody
{
    /// <summary>Writes the body.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The body and its content type; null when what it tells of is not remembered any more.</returns>
    Task<(byte[] Body, string ContentType)?> WriteAsync(Delivery delivery, CancellationToken cancellationToken);
}
