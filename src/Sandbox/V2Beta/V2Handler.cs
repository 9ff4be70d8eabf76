using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta;

/// <summary>Answers a request that passed the gate, or returns the error to answer with.</summary>
internal delegate Task<V2Error?> V2Handler(HttpContext context, Account account, CancellationToken cancellationToken);
