using Connector.Declaration;

namespace Connector.Api.Documents.Api;

/// <summary>How an operation is what a flow begins with: the flow's builder calls it with an address of its own, which is told of each event.</summary>
/// <param name="Title">What the flow waits for, sentence case, without a full stop.</param>
/// <param name="Description">The same in a sentence.</param>
/// <param name="Address">The input that the builder fills with the address.</param>
/// <param name="Fixed">The inputs whose values make it this trigger.</param>
/// <param name="Content">What the flow gets.</param>
public sealed record ApiTrigger(
    string Title, string Description, Parameter Address, IReadOnlyDictionary<Parameter, string> Fixed, ApiShape.Answer Content);
