using System.Diagnostics.CodeAnalysis;

namespace Connector.Api.Endpoints;

/// <summary>The type that answers a route, by which the container knows it.</summary>
/// <param name="AddTo">Adds it to the services.</param>
/// <param name="In">Finds it among them.</param>
internal sealed record EndpointType(Action<IServiceCollection> AddTo, Func<IServiceProvider, IEndpoint> In)
{
    /// <summary>The type.</summary>
    public static EndpointType Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IEndpoint =>
        new(services => services.AddSingleton<T>(), provider => provider.GetRequiredService<T>());
}
