namespace Connector.Callbacks;

/// <summary>Deliveries that wait for somebody to send them. What a queue loses is found again in the index beside the records.</summary>
public interface IDeliveryQueue
{
    /// <summary>Adds a delivery that is written down.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="delay">How long to leave it alone.</param>
    /// <param name="cancellationToken">Stops it; whether it was added is not known then.</param>
    Task AddAsync(string id, TimeSpan delay, CancellationToken cancellationToken);
}
