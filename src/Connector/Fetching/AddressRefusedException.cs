namespace Connector.Fetching;

/// <summary>A host has an address that may not be connected to. Carried through the HTTP stack to the fetcher, which knows what to say.</summary>
internal sealed class AddressRefusedException : Exception;
