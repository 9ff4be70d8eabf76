namespace Connector.Sandbox.V2Beta.Products;

/// <summary>What an operation made.</summary>
/// <param name="Content">The bytes of the file.</param>
/// <param name="MediaType">For example <c>image/png</c>.</param>
/// <param name="FinishReason">SUCCESS or CONTENT_FILTERED.</param>
/// <param name="Seed">The seed it was made with.</param>
internal sealed record Product(ReadOnlyMemory<byte> Content, string MediaType, string FinishReason, uint Seed);
