using Connector.Sandbox.Accounts;
using Connector.Sandbox.Triggers;
using Connector.Sandbox.V2Beta.Products;

namespace Connector.Sandbox.V2Beta;

/// <summary>A generation that is fetched later, by the key that started it.</summary>
/// <param name="Path">The operation that started it.</param>
/// <param name="Owner">The account of that key.</param>
/// <param name="Order">What is made.</param>
/// <param name="Trigger">What the prompt made the sandbox do with the answer.</param>
/// <param name="Started">The timestamp of the start.</param>
internal sealed record Job(string Path, Account Owner, ProductOrder Order, Trigger Trigger, long Started);
