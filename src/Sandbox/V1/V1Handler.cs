using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary>Answers a request that passed the gate, or returns the error to answer with.</summary>
internal delegate Task<V1Error?> V1Handler(HttpContext context, Account account, CancellationToken cancellationToken);
