namespace Connector.Api.Tests.Pipedream;

/// <summary>Runs the components that call DreamStudio's API themselves.</summary>
public sealed class VendorRuntime() : PipedreamRuntime("dreamstudio");
